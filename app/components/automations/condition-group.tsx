import { BlockStack, Box, Button, InlineGrid, InlineStack, Select, Text } from "@shopify/polaris";
import { DeleteIcon, PlusIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { Condition, ConditionGroup as Group } from "../../core/automations/conditions.ts";
import type { ConditionField } from "../../core/automations/condition-fields.ts";
import { beginCondition, fieldsAt, opsOf } from "./condition-choices.ts";
import { ConditionValue } from "./condition-value.tsx";
import { useEditing } from "./editing-context.ts";

type Props = {
  group: Group;
  onChange(group: Group): void;
  /** Whose conditions they are ("start" or a step's id) and where they stand in it, for what is said of their fields. */
  owner: string;
  path: string;
  depth?: number;
  onRemove?: () => void;
};

const deepest = 2;

/** "All of these" or "at least one of these", and the conditions themselves; groups may hold groups. */
export function ConditionGroup({ group, onChange, owner, path, depth = 0, onRemove }: Props) {
  const { t } = useTranslation();
  const { begin } = useConditions();
  const how = "all" in group ? "all" : "any";
  const members = "all" in group ? group.all : group.any;
  const setMembers = (next: (Condition | Group)[]) => onChange(how === "all" ? { all: next } : { any: next });
  const setMember = (index: number, member: Condition | Group) =>
    setMembers(members.map((one, at) => (at === index ? member : one)));
  const removeMember = (index: number) => setMembers(members.filter((_, at) => at !== index));

  return (
    <BlockStack gap="300">
      {members.length > 1 || depth > 0 ? (
        <InlineStack gap="200" blockAlign="center" align="space-between">
          <Select
            label={t("conditions.match")}
            labelInline
            options={[
              { label: t("conditions.all"), value: "all" },
              { label: t("conditions.any"), value: "any" },
            ]}
            value={how}
            onChange={(next) => onChange(next === "all" ? { all: members } : { any: members })}
          />
          {onRemove ? (
            <Button
              icon={DeleteIcon}
              variant="tertiary"
              accessibilityLabel={t("conditions.removeGroup")}
              onClick={onRemove}
            />
          ) : null}
        </InlineStack>
      ) : null}
      {members.map((member, index) => (
        <BlockStack key={index} gap="300">
          {index > 0 ? (
            <Text as="p" tone="subdued" variant="bodySm">
              {t(how === "all" ? "conditions.and" : "conditions.or")}
            </Text>
          ) : null}
          {"field" in member ? (
            <ConditionRow
              condition={member}
              owner={owner}
              path={`${path}.${how}.${index}`}
              onChange={(next) => setMember(index, next)}
              onRemove={() => removeMember(index)}
            />
          ) : (
            <Box borderInlineStartWidth="050" borderColor="border" paddingInlineStart="300">
              <ConditionGroup
                group={member}
                owner={owner}
                path={`${path}.${how}.${index}`}
                depth={depth + 1}
                onChange={(next) => setMember(index, next)}
                onRemove={() => removeMember(index)}
              />
            </Box>
          )}
        </BlockStack>
      ))}
      <InlineStack gap="200">
        <Button icon={PlusIcon} onClick={() => setMembers([...members, begin()])}>
          {t("conditions.add")}
        </Button>
        {depth < deepest && members.length > 0 ? (
          <Button variant="tertiary" onClick={() => setMembers([...members, { any: [begin()] }])}>
            {t("conditions.addGroup")}
          </Button>
        ) : null}
      </InlineStack>
    </BlockStack>
  );
}

type RowProps = {
  condition: Condition;
  owner: string;
  path: string;
  onChange(condition: Condition): void;
  onRemove(): void;
};

function ConditionRow({ condition, owner, path, onChange, onRemove }: RowProps) {
  const { t } = useTranslation();
  const { fields: known, kindOf, begin, changeOp, problemAt } = useConditions();
  const { field, op } = condition;
  // A field the trigger does not know may still be there from before the trigger was changed: it is shown, and said.
  const fields = [...new Set<ConditionField>([...known, field])];
  const error = problemAt(owner, path);
  return (
    <InlineGrid columns="minmax(0, 1fr) auto" gap="200" alignItems="start">
      <InlineGrid columns={{ xs: 1, lg: ["twoThirds", "oneThird"] }} gap="200">
        <Select
          label={t("conditions.field")}
          labelHidden
          options={fields.map((one) => ({ label: t(`conditionFields.${one}`), value: one }))}
          value={field}
          onChange={(next) => onChange(begin(next as ConditionField, op))}
          error={"value" in condition ? undefined : error}
        />
        <Select
          label={t("conditions.op")}
          labelHidden
          options={opsOf[kindOf(field)].map((one) => ({ label: t(`conditionOps.${one}`), value: one }))}
          value={op}
          onChange={(next) => onChange(changeOp(condition, next as Condition["op"]))}
        />
        <ConditionValue condition={condition} onChange={onChange} {...(error ? { error } : {})} />
      </InlineGrid>
      <Button icon={DeleteIcon} variant="tertiary" accessibilityLabel={t("conditions.remove")} onClick={onRemove} />
    </InlineGrid>
  );
}

/** Conditions as the trigger at hand can be asked about. */
function useConditions() {
  const { trigger, currency, choices, problemAt } = useEditing();
  const fields = fieldsAt(choices, trigger);
  const kindOf = (field: ConditionField) => choices.fieldKinds[field];
  const begin = (field: ConditionField = fields[0] ?? "customer.language", op?: Condition["op"]) =>
    beginCondition(field, kindOf(field), currency, op);
  return {
    fields,
    kindOf,
    begin,
    /** Another question about the same field keeps what was written, where it still fits. */
    changeOp(condition: Condition, op: Condition["op"]): Condition {
      const begun = begin(condition.field, op);
      return "value" in begun && "value" in condition ? ({ ...begun, value: condition.value } as Condition) : begun;
    },
    problemAt,
  };
}
