import { useEffect, useRef, useState } from "preact/hooks";
import { askState, optIn, type OptIn, type OptInState, type Refusal } from "./ask-server.ts";
import { isolate, type Host } from "./host.ts";
import { OptInForm } from "./opt-in-form.tsx";

/** "Updates for this order on WhatsApp": offers them, or says that they are on. */
export function OptInCard({ host }: { host: Host }) {
  const [state, setState] = useState<OptInState | "asking">("asking");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [offersAsked, setOffersAsked] = useState(false);
  const [sending, setSending] = useState(false);
  const underWay = useRef(false);
  const { checkoutToken, isInEditor } = host;

  useEffect(() => {
    if (isInEditor) return setState(off);
    let left = false;
    void askState(host).then((found) => {
      if (!left) setState((now) => (now === "asking" ? (found ?? off) : now));
    });
    return () => {
      left = true;
    };
    // The order is what is asked about; everything else of the page may change without asking again.
  }, [checkoutToken, isInEditor]);

  async function send(yes: OptIn): Promise<void> {
    if (underWay.current || isInEditor) return;
    underWay.current = true;
    setSending(true);
    setRefusal(null);
    const answer = await optIn(host, yes);
    underWay.current = false;
    setSending(false);
    if (answer.outcome !== "ok") return setRefusal(answer.outcome);
    setSentTo(yes.phone);
    setOffersAsked(yes.marketingWording !== null && answer.state.marketing === "off");
    setState(answer.state);
  }

  if (state !== "asking" && state.updates === "unavailable") return null;
  return (
    <s-section heading={host.translate("heading")}>
      {state === "asking" ? (
        <s-skeleton-paragraph />
      ) : state.updates === "on" ? (
        <s-stack gap="base">
          <Told icon="check-circle" text={host.translate("on")} more={host.translate("stop")} />
          {offersAsked && <s-text>{host.translate("offers_asked")}</s-text>}
        </s-stack>
      ) : state.updates === "stopped" ? (
        <Told icon="info" text={host.translate("stopped")} more={host.translate("start")} />
      ) : state.updates === "pending" ? (
        <s-stack gap="base">
          <Told
            icon="clock"
            text={sentTo ? host.translate("pending_to", { phone: isolate(sentTo) }) : host.translate("pending")}
            more={host.translate("pending_more")}
          />
          <s-link onClick={() => setState(off)}>{host.translate("another_number")}</s-link>
        </s-stack>
      ) : (
        <OptInForm
          host={state.marketing === "on" ? { ...host, offersMarketing: false } : host}
          refusal={refusal}
          sending={sending}
          onSend={(yes) => void send(yes)}
        />
      )}
    </s-section>
  );
}

/** Also what is shown when nobody can tell: asking again does no harm. */
const off: OptInState = { updates: "off", marketing: "off" };

function Told({ icon, text, more }: { icon: "check-circle" | "clock" | "info"; text: string; more: string }) {
  return (
    <s-stack gap="small-300">
      <s-stack direction="inline" gap="small-300" alignItems="center">
        <s-icon type={icon} />
        <s-text>{text}</s-text>
      </s-stack>
      <s-text color="subdued">{more}</s-text>
    </s-stack>
  );
}
