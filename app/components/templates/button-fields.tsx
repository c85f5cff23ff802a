import { BlockStack, Box, Button, ButtonGroup, InlineStack, Select, Text } from "@shopify/polaris";
import { ArrowDownIcon, ArrowUpIcon, DeleteIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { DraftButton } from "../../core/templates/model.ts";
import { QuickTextField } from "../quick-text-field.tsx";
import { useEditing } from "./editor-context.ts";

type Props = {
  buttons: DraftButton[];
  onChange(buttons: DraftButton[]): void;
  /** "" for those below the message, "card.2." for those of a card. */
  prefix?: string;
  kinds?: readonly DraftButton["type"][];
};

const allKinds = ["quick_reply", "url", "phone", "copy_code"] as const;

/** The buttons of a message or of a card: added, moved, taken out, each with its label and what it does. */
export function ButtonFields({ buttons, onChange, prefix = "", kinds = allKinds }: Props) {
  const { t } = useTranslation();
  const { errorOf, linkBase } = useEditing();
  const set = (index: number, button: DraftButton) => onChange(buttons.with(index, button));

  function move(index: number, by: number) {
    const button = buttons[index];
    if (button) onChange(buttons.toSpliced(index, 1).toSpliced(index + by, 0, button));
  }

  function add(type: DraftButton["type"]) {
    const made: Record<DraftButton["type"], DraftButton> = {
      quick_reply: { type: "quick_reply", text: "" },
      url: { type: "url", text: "", base: linkBase, variable: "order.status_path" },
      phone: { type: "phone", text: "", phone: "" },
      copy_code: { type: "copy_code", code: "" },
    };
    // The code of an offer comes first at WhatsApp.
    onChange(type === "copy_code" ? [made[type], ...buttons] : [...buttons, made[type]]);
  }

  return (
    <BlockStack gap="300">
      {buttons.map((button, index) => (
        <Box key={index} borderWidth="025" borderColor="border" borderRadius="200" padding="300">
          <BlockStack gap="300">
            <InlineStack align="space-between" blockAlign="center">
              <Text as="h3" variant="headingSm">
                {t(`templateEditor.button_${button.type}`)}
              </Text>
              <ButtonGroup>
                <Button
                  icon={ArrowUpIcon}
                  variant="tertiary"
                  disabled={index === 0}
                  onClick={() => move(index, -1)}
                  accessibilityLabel={t("templateEditor.moveUp", { number: index + 1 })}
                />
                <Button
                  icon={ArrowDownIcon}
                  variant="tertiary"
                  disabled={index === buttons.length - 1}
                  onClick={() => move(index, 1)}
                  accessibilityLabel={t("templateEditor.moveDown", { number: index + 1 })}
                />
                <Button
                  icon={DeleteIcon}
                  variant="tertiary"
                  onClick={() => onChange(buttons.toSpliced(index, 1))}
                  accessibilityLabel={t("templateEditor.removeButton", { number: index + 1 })}
                />
              </ButtonGroup>
            </InlineStack>
            <ButtonForm button={button} field={`${prefix}button.${index}`} onChange={(next) => set(index, next)} />
          </BlockStack>
        </Box>
      ))}
      <InlineStack gap="200" wrap>
        {kinds.map((type) => (
          <Button key={type} onClick={() => add(type)}>
            {t(`templateEditor.add_${type}`)}
          </Button>
        ))}
      </InlineStack>
      {errorOf(`${prefix}button`) ? (
        <div data-problem="" tabIndex={-1}>
          <Text as="p" tone="critical">
            {errorOf(`${prefix}button`)}
          </Text>
        </div>
      ) : null}
    </BlockStack>
  );
}

type FormProps = { button: DraftButton; field: string; onChange(button: DraftButton): void };

function ButtonForm({ button, field, onChange }: FormProps) {
  const { t } = useTranslation();
  const { errorOf, touch, limits } = useEditing();
  return (
    <BlockStack gap="300">
      {button.type === "copy_code" ? null : (
        <QuickTextField
          label={t("templateEditor.buttonLabel")}
          value={button.text}
          onChange={(text) => onChange({ ...button, text })}
          onBlur={() => touch(field)}
          error={errorOf(field)}
          suffix={t("templateEditor.characters", { count: button.text.length, max: limits.buttonLabel })}
          autoComplete="off"
        />
      )}
      {button.type === "url" ? <LinkTarget button={button} field={`${field}.target`} onChange={onChange} /> : null}
      {button.type === "phone" ? (
        <QuickTextField
          label={t("templateEditor.phone")}
          type="tel"
          value={button.phone}
          tidy={(text) => text.replace(/[\s()-]/g, "")}
          onChange={(phone) => onChange({ ...button, phone })}
          onBlur={() => touch(`${field}.target`)}
          error={errorOf(`${field}.target`)}
          helpText={t("templateEditor.phoneHelp")}
          autoComplete="off"
        />
      ) : null}
      {button.type === "copy_code" ? <CodeTarget button={button} field={field} onChange={onChange} /> : null}
    </BlockStack>
  );
}

type LinkProps = {
  button: Extract<DraftButton, { type: "url" }>;
  field: string;
  onChange(button: DraftButton): void;
};

function LinkTarget({ button, field, onChange }: LinkProps) {
  const { t } = useTranslation();
  const { errorOf, touch, variables, linkBase, draft, change, examples } = useEditing();
  const links = variables.filter(({ kind }) => kind === "link");

  function choose(variable: string) {
    if (variable === "") return onChange({ type: "url", text: button.text, base: "https://" });
    const base = button.variable === undefined ? linkBase : button.base;
    if (!draft.samples[variable])
      change((now) => ({ samples: { ...now.samples, [variable]: examples[variable] ?? "" } }));
    onChange({ type: "url", text: button.text, base, variable });
  }

  return (
    <>
      <Select
        label={t("templateEditor.opens")}
        options={[
          { value: "", label: t("templateEditor.opensAddress") },
          ...links.map(({ key, descriptionKey }) => ({ value: key, label: t(descriptionKey) })),
        ]}
        value={button.variable ?? ""}
        onChange={choose}
        error={button.variable === undefined ? undefined : errorOf(field)}
      />
      {button.variable === undefined ? (
        <QuickTextField
          label={t("templateEditor.address")}
          type="url"
          value={button.base}
          onChange={(base) => onChange({ ...button, base })}
          onBlur={() => touch(field)}
          error={errorOf(field)}
          placeholder="https://"
          autoComplete="off"
        />
      ) : null}
    </>
  );
}

type CodeProps = {
  button: Extract<DraftButton, { type: "copy_code" }>;
  field: string;
  onChange(button: DraftButton): void;
};

function CodeTarget({ button, field, onChange }: CodeProps) {
  const { t } = useTranslation();
  const { errorOf, touch, variables, limits, examples } = useEditing();
  const codes = variables.filter(({ key }) => key.endsWith(".code"));
  return (
    <>
      <Select
        label={t("templateEditor.codeFrom")}
        options={[
          { value: "", label: t("templateEditor.sameCode") },
          ...codes.map(({ key, descriptionKey }) => ({ value: key, label: t(descriptionKey) })),
        ]}
        value={button.variable ?? ""}
        onChange={(variable) =>
          onChange(
            variable === ""
              ? { type: "copy_code", code: button.code }
              : { type: "copy_code", code: button.code || (examples[variable] ?? ""), variable },
          )
        }
      />
      <QuickTextField
        label={t(button.variable ? "templateEditor.codeExample" : "templateEditor.code")}
        value={button.code}
        tidy={(text) => text.trim()}
        onChange={(code) => onChange({ ...button, code })}
        onBlur={() => {
          touch(field);
          touch(`${field}.target`);
        }}
        error={errorOf(`${field}.target`) ?? errorOf(field)}
        suffix={t("templateEditor.characters", { count: button.code.length, max: limits.copyCode })}
        autoComplete="off"
      />
    </>
  );
}
