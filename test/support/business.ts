/** What an app does at the pretend Cloud API, without an app: for tests of the phone. */
const TOKEN = "sandbox-system-user-token";
const WABA = "100000000000001";
const NUMBER = "200000000000001";

export function pretendBusiness(origin: string) {
  async function post(path: string, body: unknown): Promise<void> {
    const answer = await fetch(`${origin}/graph/v25.0/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    await answer.body?.cancel();
  }

  return {
    /** Submits a template and has it approved at once. */
    async approve(template: {
      name: string;
      language: string;
      category: string;
      components: unknown[];
    }): Promise<void> {
      await post(`${WABA}/message_templates`, template);
      const { name, language } = template;
      const control = { name, language, status: "APPROVED" };
      const answer = await fetch(`${origin}/control/whatsapp/templates`, {
        method: "POST",
        body: JSON.stringify(control),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    send: (to: string, message: Record<string, unknown>) =>
      post(`${NUMBER}/messages`, { messaging_product: "whatsapp", to, ...message }),
  };
}

/** A template with everything a shopper can see: header, body, footer, a link and a reply. */
export const reminder = {
  name: "reminder",
  language: "de",
  category: "MARKETING",
  components: [
    { type: "HEADER", format: "TEXT", text: "Noch da" },
    { type: "BODY", text: "Hallo {{1}}, dein *Brett* wartet.", example: { body_text: [["Mara"]] } },
    { type: "FOOTER", text: "Antworte STOP." },
    {
      type: "BUTTONS",
      buttons: [
        {
          type: "URL",
          text: "Zur Kasse",
          url: "https://lindenholz.example/{{1}}",
          example: ["https://lindenholz.example/pages/contact"],
        },
        { type: "QUICK_REPLY", text: "Nein danke" },
      ],
    },
  ],
};

export const reminderTo = (name: string) => ({
  type: "template",
  template: {
    name: "reminder",
    language: { code: "de" },
    components: [
      { type: "body", parameters: [{ type: "text", text: name }] },
      { type: "button", sub_type: "url", index: "0", parameters: [{ type: "text", text: "pages/contact" }] },
    ],
  },
});
