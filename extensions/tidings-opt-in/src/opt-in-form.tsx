import { useMemo, useState } from "preact/hooks";
import type { OptIn, Refusal } from "./ask-server.ts";
import { countriesIn } from "./countries.ts";
import { isolate, type Host } from "./host.ts";

type Props = {
  host: Host;
  /** Why the last try came to nothing; what was typed stays. */
  refusal: Refusal | null;
  sending: boolean;
  onSend(yes: OptIn): void;
};

/** One tap where the number is known; the number, and its country where it names none itself, where it is not. */
export function OptInForm({ host, refusal, sending, onSend }: Props) {
  // Null until typed: what the page learns late (its data come after its first sight) still fills the field.
  const [typed, setTyped] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [wantsMarketing, setWantsMarketing] = useState(false);
  const [changedSince, setChangedSince] = useState(false);
  const [missing, setMissing] = useState(false);
  const phone = typed ?? host.phone ?? "";
  const country = chosen ?? host.country ?? "";
  const shop = isolate(host.shopName);
  const wording = host.translate("consent", { shop });
  const marketingWording = host.translate("marketing", { shop });
  const isWrong = refusal === "invalid" && !changedSince;

  function submit(): void {
    setChangedSince(false);
    setMissing(phone.trim() === "");
    if (phone.trim() === "") return;
    onSend({ phone: phone.trim(), country, wording, marketingWording: wantsMarketing ? marketingWording : null });
  }

  function changePhone(value: string): void {
    setTyped(value);
    setChangedSince(true);
    setMissing(false);
  }

  return (
    <s-form onSubmit={submit}>
      <s-stack gap="base">
        {refusal === null || refusal === "invalid" ? null : (
          <s-banner tone="critical">{host.translate(`refused.${refusal}`)}</s-banner>
        )}
        <s-phone-field
          label={host.translate("number")}
          name="phone"
          autocomplete="tel"
          required
          value={phone}
          error={missing ? host.translate("number_missing") : isWrong ? host.translate("number_wrong") : undefined}
          onInput={(event) => changePhone(fieldOf(event).value ?? "")}
        />
        {/^\s*(?:[+＋]|00)/.test(phone) ? null : (
          <Countries
            host={host}
            country={country}
            onChange={(code) => {
              setChosen(code);
              setChangedSince(true);
            }}
          />
        )}
        {host.offersMarketing ? (
          <s-checkbox
            name="marketing"
            label={marketingWording}
            checked={wantsMarketing}
            onChange={(event) => setWantsMarketing(fieldOf(event).checked ?? false)}
          />
        ) : null}
        <s-text color="subdued">{wording}</s-text>
        <s-button type="submit" variant="primary" loading={sending} disabled={sending}>
          {host.translate(refusal !== null && !changedSince ? "again" : "turn_on")}
        </s-button>
      </s-stack>
    </s-form>
  );
}

function Countries({ host, country, onChange }: { host: Host; country: string; onChange(code: string): void }) {
  const countries = useMemo(() => countriesIn(host.locale), [host.locale]);
  return (
    <s-select
      label={host.translate("country")}
      name="country"
      autocomplete="country"
      value={country}
      onChange={(event) => onChange(fieldOf(event).value ?? "")}
    >
      {countries.map(({ code, name }) => (
        <s-option key={code} value={code}>
          {name}
        </s-option>
      ))}
    </s-select>
  );
}

/** The element an event of Shopify's fields comes from; their types say no more than that there is one. */
function fieldOf(event: Event): { value?: string; checked?: boolean } {
  return (event.currentTarget ?? {}) as { value?: string; checked?: boolean };
}
