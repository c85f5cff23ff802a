import {
  BlockStack,
  Box,
  Button,
  Card,
  Checkbox,
  InlineError,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DraftCard } from "../../core/templates/model.ts";
import { QuickTextField } from "../quick-text-field.tsx";
import { ButtonFields } from "./button-fields.tsx";
import { useEditing } from "./editor-context.ts";
import { MediaField } from "./media-field.tsx";
import { VariableTextField } from "./variable-text-field.tsx";

const kinds = ["none", "offer", "cards"] as const;

/** What makes a plain message a limited-time offer or a carousel. */
export function ExtraFields() {
  const { t } = useTranslation();
  const { draft, change } = useEditing();
  const kind = draft.cards ? "cards" : draft.offer ? "offer" : "none";

  function choose(next: (typeof kinds)[number]) {
    const card: DraftCard = { media: { format: "image", mediaId: null }, buttons: [{ type: "quick_reply", text: "" }] };
    if (next === "none") change({ offer: undefined, cards: undefined });
    else if (next === "offer") change({ offer: { text: "", hours: 24 }, cards: undefined, footer: undefined });
    else
      change({
        cards: [card, card],
        offer: undefined,
        footer: undefined,
        header: undefined,
        headerMedia: undefined,
        buttons: [],
      });
  }

  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("templateEditor.extras")}
        </Text>
        <Select
          label={t("templateEditor.extrasKind")}
          options={kinds.map((value) => ({ value, label: t(`templateEditor.extras_${value}`) }))}
          value={kind}
          onChange={(value) => choose(value as (typeof kinds)[number])}
          helpText={t("templateEditor.extrasHelp")}
        />
        {draft.offer ? <OfferFields /> : null}
        {draft.cards ? <CardList /> : null}
      </BlockStack>
    </Card>
  );
}

function OfferFields() {
  const { t } = useTranslation();
  const { draft, change, errorOf, touch, limits } = useEditing();
  const offer = draft.offer;
  if (!offer) return null;
  return (
    <BlockStack gap="300">
      <QuickTextField
        label={t("templateEditor.offerText")}
        value={offer.text}
        onChange={(text) => change({ offer: { ...offer, text } })}
        onBlur={() => touch("offer")}
        error={errorOf("offer")}
        suffix={t("templateEditor.characters", { count: offer.text.length, max: limits.offerText })}
        autoComplete="off"
      />
      <Checkbox
        label={t("templateEditor.offerEnds")}
        checked={offer.hours !== null}
        onChange={(ends) => change({ offer: { ...offer, hours: ends ? 24 : null } })}
      />
      {offer.hours === null ? null : (
        <TextField
          label={t("templateEditor.offerHours")}
          type="number"
          min={1}
          max={720}
          value={String(offer.hours)}
          onChange={(hours) =>
            change({ offer: { ...offer, hours: Math.min(720, Math.max(1, Math.trunc(Number(hours)) || 1)) } })
          }
          suffix={t("templateEditor.hours")}
          autoComplete="off"
        />
      )}
    </BlockStack>
  );
}

function CardList() {
  const { t } = useTranslation();
  const { draft, change, errorOf, limits } = useEditing();
  const cards = draft.cards ?? [];
  // Built on the newest: a file arrives while something else is being typed.
  const set = (index: number, patch: Partial<DraftCard>) =>
    change((now) => ({ cards: now.cards?.map((card, at) => (at === index ? { ...card, ...patch } : card)) }));
  const last = cards.at(-1);
  return (
    <BlockStack gap="300">
      {cards.map((card, index) => (
        <CardFields
          key={index}
          card={card}
          index={index}
          onChange={(patch) => set(index, patch)}
          onRemove={() => change({ cards: cards.toSpliced(index, 1) })}
        />
      ))}
      <InlineStack>
        <Button
          disabled={cards.length >= limits.cards}
          onClick={() => {
            const media = { format: last?.media.format ?? ("image" as const), mediaId: null };
            change({ cards: [...cards, { ...(last ?? { buttons: [] }), media }] });
          }}
        >
          {t("templateEditor.addCard")}
        </Button>
      </InlineStack>
      {errorOf("card") ? (
        <div data-problem="" tabIndex={-1}>
          <InlineError message={errorOf("card") ?? ""} fieldID="card" />
        </div>
      ) : null}
    </BlockStack>
  );
}

const cardButtons = ["quick_reply", "url", "phone"] as const;

type CardProps = { card: DraftCard; index: number; onChange(patch: Partial<DraftCard>): void; onRemove(): void };

function CardFields({ card, index, onChange, onRemove }: CardProps) {
  const { t } = useTranslation();
  const { limits } = useEditing();
  const prefix = `card.${index}.`;
  return (
    <Box borderWidth="025" borderColor="border" borderRadius="200" padding="300">
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h3" variant="headingSm">
            {t("templateEditor.card", { number: index + 1 })}
          </Text>
          <Button
            variant="plain"
            onClick={onRemove}
            accessibilityLabel={t("templateEditor.removeCardOf", { number: index + 1 })}
          >
            {t("templateEditor.remove")}
          </Button>
        </InlineStack>
        <Select
          label={t("templateEditor.cardPicture")}
          options={(["image", "video"] as const).map((value) => ({
            value,
            label: t(`templateEditor.header_${value}`),
          }))}
          value={card.media.format}
          onChange={(format) => onChange({ media: { format: format as "image" | "video", mediaId: null } })}
        />
        <MediaField media={card.media} field={`${prefix}header`} onChange={(media) => onChange({ media })} />
        <VariableTextField
          label={t("templateEditor.cardText")}
          field={`${prefix}body`}
          value={card.body ?? ""}
          onChange={(body) => onChange({ body: body === "" ? undefined : body })}
          max={limits.cardBody}
        />
        <ButtonFields
          buttons={card.buttons}
          onChange={(buttons) => onChange({ buttons })}
          prefix={prefix}
          kinds={card.buttons.length < limits.cardButtons ? cardButtons : []}
        />
      </BlockStack>
    </Box>
  );
}
