/**
 * The three product templates choose a variant in three ways, as themes of different make do:
 * - "radios": the radios become a choice of their own, a hidden field is sent, the address follows (as in Dawn);
 * - "select": the field itself, and nothing else happens (as in old themes);
 * - "events": the address follows, an event is sent and the section is fetched anew (as in Horizon).
 */
for (const form of document.querySelectorAll("form[data-picker=radios]")) {
  const radios = [...form.querySelectorAll("input[type=radio]")];
  if (radios.length === 0) continue;
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "id" });
  field.value = radios.find((radio) => radio.checked)?.value ?? "";
  for (const radio of radios) radio.name = "option";
  form.append(field);
}

document.addEventListener("change", async ({ target }) => {
  const form = target.closest?.("form[data-picker]");
  if (!form || !target.matches("input[type=radio], select")) return;
  const chosen = target.matches("select") ? target.selectedOptions[0] : target;
  const id = target.value;
  show(form, chosen.dataset);
  if (form.dataset.picker === "radios") {
    const field = form.querySelector("input[type=hidden][name=id]");
    field.value = id;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  if (form.dataset.picker !== "select") {
    const address = new URL(location.href);
    address.searchParams.set("variant", id);
    history.replaceState({}, "", address);
  }
  if (form.dataset.picker === "events") {
    document.dispatchEvent(new CustomEvent("variant:update", { detail: { resource: { id } } }));
    const section = form.closest(".shopify-section");
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    section.innerHTML = page.getElementById(section.id).innerHTML;
  }
});

function show(form, { price, available }) {
  const shown = form.parentElement.querySelector("[data-price]");
  if (shown && price) shown.textContent = price;
  const button = form.querySelector("button[data-add]");
  button.disabled = available !== "true";
  button.textContent = button.disabled ? button.dataset.gone : button.dataset.add;
}
