/** Meta's limits on templates ("Templates", "Template components"), in UTF-16 units or counts. */
export const limits = {
  header: 60,
  body: 1024,
  footer: 60,
  buttonLabel: 25,
  url: 2000,
  phone: 20,
  copyCode: 15,
  quickReplyPayload: 128,
  buttons: 10,
  urlButtons: 2,
  phoneButtons: 1,
  copyCodeButtons: 1,
  bodyEmojis: 10,
  /** "Limited-time offer templates". */
  offerText: 16,
  offerBody: 600,
  /** "Media card carousel templates". */
  fewestCards: 2,
  cards: 10,
  cardBody: 160,
  cardButtons: 2,
} as const;
