import { BlockStack, Box, ChoiceList, Filters, Icon, Text, TextField, type FiltersProps } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAhead } from "../use-ahead.ts";
import { useAnswerFirst } from "./use-answer-first.ts";
import { useListParams } from "./use-list-params.ts";

/** One filter: the name it has in the address, and what may be chosen. */
export type Choice = { name: string; label: string; options: { value: string; label: string }[] };

type Props = {
  /** What may be typed into the search field; none without it. */
  search?: string;
  choices: Choice[];
  /** Days "from" and "to". */
  dates?: boolean;
  /** A filter that is set from elsewhere and can only be taken away here. */
  fixed?: { name: string; label: string; value: string } | null;
};

const typingMs = 300;

/** Search field and filters over a list; every change is the list's address. */
export function RecordFilters({ search, choices, dates = false, fixed = null }: Props) {
  const { t } = useTranslation();
  const { get, change } = useListParams();
  const [clears, setClears] = useState(0);
  const bar = useAnswerFirst<HTMLDivElement>();
  const names = [...choices.map(({ name }) => name), ...(dates ? ["from", "to"] : []), ...(fixed ? [fixed.name] : [])];
  const clear = (...gone: string[]) => change(Object.fromEntries(gone.map((name) => [name, null])));

  const filters: FiltersProps["filters"] = choices.map(({ name, label, options }) => ({
    key: name,
    label,
    pinned: true,
    filter: (
      <ChoiceList
        title={label}
        titleHidden
        choices={options}
        selected={[get(name) ?? ""]}
        onChange={([value]) => change({ [name]: value ?? null })}
      />
    ),
  }));
  const applied: NonNullable<FiltersProps["appliedFilters"]> = choices.flatMap(({ name, label, options }) => {
    const value = get(name);
    const option = options.find((candidate) => candidate.value === value);
    return option
      ? [{ key: name, label: t("records.is", { label, value: option.label }), onRemove: () => clear(name) }]
      : [];
  });
  if (dates) {
    filters.push({ key: "dates", label: t("records.date"), pinned: true, filter: <Days /> });
    const days = [get("from"), get("to")].filter((day) => day !== null);
    if (days.length > 0) {
      applied.push({
        key: "dates",
        label: t("records.is", { label: t("records.date"), value: days.join(" – ") }),
        onRemove: () => clear("from", "to"),
      });
    }
  }
  if (fixed) {
    filters.push({ key: fixed.name, label: fixed.label, filter: <Text as="p">{fixed.value}</Text>, pinned: true });
    applied.push({
      key: fixed.name,
      label: t("records.is", { label: fixed.label, value: fixed.value }),
      onRemove: () => clear(fixed.name),
    });
  }
  return (
    <>
      {search === undefined ? null : <SearchField key={clears} label={search} />}
      <div ref={bar}>
        <Filters
          hideQueryField
          queryValue={get("search") ?? ""}
          onQueryChange={() => {}}
          onQueryClear={() => clear("search")}
          filters={filters}
          appliedFilters={applied}
          onClearAll={() => {
            setClears(clears + 1);
            clear(...names, "search");
          }}
        />
      </div>
    </>
  );
}

/** Not the field of Filters: its icon comes only after the page has been taken over, and pushes the words aside. */
function SearchField({ label }: { label: string }) {
  const typed = useTypedSearch();
  return (
    <Box padding="200" borderBlockEndWidth="025" borderColor="border-secondary">
      <TextField
        label={label}
        labelHidden
        placeholder={label}
        size="slim"
        autoComplete="off"
        prefix={<Icon source={SearchIcon} />}
        value={typed.value}
        onChange={typed.set}
        clearButton
        onClearButtonClick={() => typed.set("")}
      />
    </Box>
  );
}

/** What is being typed goes into the address when the typing pauses. */
function useTypedSearch() {
  const { get, change } = useListParams();
  const { value, isAhead, set } = useAhead(get("search") ?? "");
  const latest = useRef(change);
  latest.current = change;
  useEffect(() => {
    if (!isAhead) return;
    const timer = setTimeout(() => latest.current({ search: value.trim() || null }, { replace: true }), typingMs);
    return () => clearTimeout(timer);
  }, [value, isAhead]);
  return { value, set };
}

function Days() {
  return (
    <BlockStack gap="200">
      <Day name="from" />
      <Day name="to" />
    </BlockStack>
  );
}

/** A date field holds a date after the first digit of the year already ("0002-11-20"): it counts once it can be meant. */
function Day({ name }: { name: "from" | "to" }) {
  const { t } = useTranslation();
  const { get, change } = useListParams();
  const { value, set } = useAhead(get(name) ?? "");
  return (
    <TextField
      type="date"
      autoComplete="off"
      label={t(`records.${name}`)}
      value={value}
      onChange={(day) => {
        set(day);
        if (day === "" || day >= firstDay) change({ [name]: day || null });
      }}
    />
  );
}

const firstDay = "1970-01-02";
