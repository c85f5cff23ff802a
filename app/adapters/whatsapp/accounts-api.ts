import type { ApiResult, RemoteNumber, WhatsAppAccountsApi } from "#app/core/ports.ts";
import {
  readCodeExchange,
  readNumberPage,
  readProfile,
  readRemoteAccount,
  readRemoteNumber,
  readRemoteToken,
} from "./account-answers.ts";
import { readSuccess, type HttpAnswer } from "./answers.ts";
import { notSentCode } from "./error-table.ts";
import type { GraphCall } from "./graph.ts";

export type MetaApp = { id: string; secret: string };

const numberFields =
  "id,display_phone_number,verified_name,name_status,quality_rating,throughput,platform_type,is_on_biz_app,whatsapp_business_manager_messaging_limit";
const profileFields = "about,address,description,email,profile_picture_url,websites,vertical";
const numbersPerPage = 100;
/** Far more than Meta allows; ends a listing that never would. */
const mostPages = 20;

/** The management calls about accounts and numbers, over one Graph connection. */
export function createAccountsApi(call: GraphCall, app: MetaApp | undefined): WhatsAppAccountsApi {
  type Method = Parameters<GraphCall>[0];
  async function ask<T>(
    read: (answer: HttpAnswer) => ApiResult<T>,
    method: Method,
    path: string,
    accessToken: string | null,
    body?: unknown,
  ): Promise<ApiResult<T>> {
    const answer = await call(method, path, accessToken, body);
    return "outcome" in answer ? answer : read(answer);
  }
  const at = (id: string, rest = "") => `/${encodeURIComponent(id)}${rest}`;

  return {
    async exchangeCode(code) {
      if (!app)
        return { outcome: "refused", refusal: { code: notSentCode, title: "no_meta_app", action: "bad_payload" } };
      const query = new URLSearchParams({ client_id: app.id, client_secret: app.secret, code });
      return ask(readCodeExchange, "GET", `/oauth/access_token?${query}`, null);
    },
    async inspectToken(accessToken) {
      const query = new URLSearchParams({ input_token: accessToken });
      const inspector = app ? `${app.id}|${app.secret}` : accessToken;
      return ask(readRemoteToken, "GET", `/debug_token?${query}`, inspector);
    },
    readAccount: (accessToken, wabaId) =>
      ask(readRemoteAccount, "GET", at(wabaId, "?fields=id,name,health_status"), accessToken),
    async listNumbers(accessToken, wabaId) {
      const numbers: (RemoteNumber & { id: string })[] = [];
      let after: string | undefined;
      for (let page = 0; page < mostPages; page += 1) {
        const query = new URLSearchParams({ fields: numberFields, limit: String(numbersPerPage) });
        if (after) query.set("after", after);
        const answer = await ask(readNumberPage, "GET", at(wabaId, `/phone_numbers?${query}`), accessToken);
        if (answer.outcome !== "ok") return answer;
        numbers.push(...answer.value.numbers);
        after = answer.value.after;
        if (after === undefined) break;
      }
      return { outcome: "ok", value: numbers };
    },
    readNumber: (accessToken, phoneNumberId) =>
      ask(readRemoteNumber, "GET", at(phoneNumberId, `?fields=${numberFields}`), accessToken),
    registerNumber: (accessToken, phoneNumberId, pin) =>
      ask(readSuccess, "POST", at(phoneNumberId, "/register"), accessToken, { messaging_product: "whatsapp", pin }),
    subscribeApp: (accessToken, wabaId) => ask(readSuccess, "POST", at(wabaId, "/subscribed_apps"), accessToken, {}),
    unsubscribeApp: (accessToken, wabaId) => ask(readSuccess, "DELETE", at(wabaId, "/subscribed_apps"), accessToken),
    readProfile: (accessToken, phoneNumberId) =>
      ask(readProfile, "GET", at(phoneNumberId, `/whatsapp_business_profile?fields=${profileFields}`), accessToken),
    updateProfile: (accessToken, phoneNumberId, change) =>
      ask(readSuccess, "POST", at(phoneNumberId, "/whatsapp_business_profile"), accessToken, {
        messaging_product: "whatsapp",
        ...change,
      }),
  };
}
