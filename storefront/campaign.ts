/** Names of campaigns are words; what has other signs may be an address of somebody. app/core reads it again (page-reference). */
const name = /^[\p{L}\p{N} _-]{1,40}$/u;

/** What the reference of a link ends with: "~spring-sale" where the page's address names a campaign, else nothing. */
export function campaignMark(): string {
  const campaign = new URLSearchParams(location.search).get("utm_campaign") ?? "";
  return name.test(campaign) ? `~${campaign}` : "";
}
