import {
  Badge,
  BlockStack,
  Box,
  Button,
  DropZone,
  InlineError,
  InlineStack,
  Link,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SaveBar } from "../save-bar.tsx";
import { useSave } from "../use-save.ts";
import { Section } from "./section.tsx";

export type ShownRates = { validFrom: string; currency: string; isSample: boolean; markets: number };

const metasRates = "https://developers.facebook.com/docs/whatsapp/pricing/";
/** Meta's is of some ten thousand characters. */
const largestFile = 1_000_000;

/** Meta's prices: uploaded as Meta gives them, each table from its day on. */
export function RatesCard({ tables }: { tables: ShownRates[] }) {
  const { t } = useTranslation();
  const sample = useSave({ told: "settings.costs.uploaded" });
  return (
    <Section title={t("settings.costs.rates")} about={t("settings.costs.ratesAbout")}>
      {tables.length === 0 ? (
        <InlineStack gap="300" blockAlign="center">
          <Text as="p">{t("settings.costs.none")}</Text>
          <Button variant="plain" loading={sample.saving} onClick={() => sample.save({ intent: "sample" })}>
            {t("settings.costs.sample")}
          </Button>
          <Text as="p" tone="subdued">
            {t("settings.costs.sampleAbout")}
          </Text>
        </InlineStack>
      ) : (
        <BlockStack as="ul" gap="200">
          {tables.map((table) => (
            <TableRow key={table.validFrom} table={table} />
          ))}
        </BlockStack>
      )}
      <Upload />
    </Section>
  );
}

function TableRow({ table }: { table: ShownRates }) {
  const { t, i18n } = useTranslation();
  const { save, saving } = useSave({ told: "settings.costs.removed" });
  const { validFrom, currency, isSample, markets } = table;
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: "long", timeZone: "UTC" });
  const words = t("settings.costs.table", { currency, date: day.format(new Date(validFrom)) });
  return (
    <li style={{ listStyle: "none" }}>
      <InlineStack gap="200" blockAlign="center">
        <Text as="span">{words}</Text>
        <Text as="span" tone="subdued">
          {t("settings.costs.markets", { count: markets })}
        </Text>
        {isSample ? <Badge>{t("settings.costs.isSample")}</Badge> : null}
        <Button
          variant="plain"
          tone="critical"
          loading={saving}
          accessibilityLabel={`${t("settings.costs.remove")}: ${words}`}
          onClick={() => save({ intent: "remove", validFrom })}
        >
          {t("settings.costs.remove")}
        </Button>
      </InlineStack>
    </li>
  );
}

function Upload() {
  const { t } = useTranslation();
  const [file, setFile] = useState<{ name: string; csv: string } | null>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const [validFrom, setValidFrom] = useState("");
  const [submitted, setSubmitted] = useState(false);
  const { save, saving, answer, forget } = useUpload(clear);

  function clear() {
    setFile(null);
    setTooLarge(false);
    setValidFrom("");
    setSubmitted(false);
  }

  function discard() {
    forget();
    clear();
  }

  async function take(given: File | undefined) {
    forget();
    setTooLarge(given !== undefined && given.size > largestFile);
    setFile(given && given.size <= largestFile ? { name: given.name, csv: await given.text() } : null);
  }

  function upload() {
    setSubmitted(true);
    if (file && validFrom) save({ intent: "rates", csv: file.csv, validFrom });
  }

  const missing = submitted && !file ? t("settings.costs.fileMissing") : undefined;
  const problems = answer?.outcome === "invalid" ? answer.problems : [];
  return (
    <BlockStack gap="300">
      <SaveBar
        id="rates"
        dirty={file !== null || validFrom !== ""}
        saving={saving}
        onSave={upload}
        onDiscard={discard}
      />
      <InlineStack>
        <Link url={metasRates} external>
          {t("settings.costs.metasPage")}
        </Link>
      </InlineStack>
      <Box maxWidth="24rem">
        <DropZone
          allowMultiple={false}
          accept=".csv,text/csv"
          type="file"
          variableHeight
          onDrop={(files) => void take(files[0])}
          label={t("settings.costs.file")}
        >
          {file ? (
            <Box padding="400">
              <Text as="p" breakWord>
                {file.name}
              </Text>
            </Box>
          ) : (
            <DropZone.FileUpload actionTitle={t("settings.costs.file")} />
          )}
        </DropZone>
      </Box>
      {tooLarge ? <InlineError fieldID="rates" message={t("settings.costs.fileTooLarge")} /> : null}
      {missing && !tooLarge ? <InlineError fieldID="rates" message={missing} /> : null}
      {problems.slice(0, 5).map(({ key, values }, index) => (
        <InlineError key={index} fieldID="rates" message={t(key, values ?? {})} />
      ))}
      <Box maxWidth="16rem">
        <TextField
          label={t("settings.costs.validFrom")}
          helpText={t("settings.costs.validFromHelp")}
          type="date"
          autoComplete="off"
          value={validFrom}
          onChange={setValidFrom}
          error={submitted && !validFrom ? t("settings.costs.dateMissing") : undefined}
        />
      </Box>
      <InlineStack>
        <Button loading={saving} onClick={upload}>
          {t("settings.costs.upload")}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

/** What was wrong with a file is no longer said when another is chosen. */
function useUpload(onSaved: () => void) {
  const form = useSave({ told: "settings.costs.uploaded", onSaved });
  const [forgotten, forget] = useState<typeof form.answer>(undefined);
  return { ...form, answer: form.answer === forgotten ? undefined : form.answer, forget: () => forget(form.answer) };
}
