import { BlockStack, Box, Button, Card, DropZone, InlineError, InlineStack, List, Text } from "@shopify/polaris";
import { useFetcher, useNavigate } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportSums } from "../../core/customers/plan-consent-import.ts";
import { SaveBar } from "../save-bar.tsx";
import { saveFile } from "../use-download.tsx";
import { useSave, type FieldProblem } from "../use-save.ts";
import { decodeFile } from "./decode-file.ts";
import { ImportSumsCard } from "./import-sums-card.tsx";

export type ImportAnswer =
  | { outcome: "saved"; sums: ImportSums; unused: string[] }
  | { outcome: "invalid"; problems: FieldProblem[]; /** Problems beyond those that are listed. */ more: number };

type Given = { fileName: string; csv: string };

/** Room for the longest file that is taken, with long wordings. */
const largestFile = 2_000_000;
const fileId = "consent-file";

/** A file of decisions: looked at as soon as it is chosen, taken in when the merchant says so. */
export function ImportForm({ columns, most }: { columns: string[]; most: number }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [given, setGiven] = useState<Given | null>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const check = useFetcher<ImportAnswer>();
  const leave = () => {
    setGiven(null);
    navigate("/app/consent?source=import");
  };
  const { save, saving, answer } = useSave<ImportAnswer>({ told: "consent.imported", onSaved: leave });
  const checking = check.state !== "idle";
  const checked = given && !checking ? check.data : undefined;
  const shown = given && answer?.outcome === "invalid" && !saving ? answer : checked;
  const ready = checked?.outcome === "saved" && checked.sums.added > 0;

  async function take(file: File | undefined) {
    if (!file || saving) return;
    setTooLarge(file.size > largestFile);
    if (file.size > largestFile) return setGiven(null);
    const chosen = { fileName: file.name, csv: decodeFile(new Uint8Array(await file.arrayBuffer()), i18n.language) };
    setGiven(chosen);
    check.submit({ intent: "check", ...chosen }, { method: "post", encType: "application/json" });
  }

  const takeIn = () => given && ready && save({ intent: "import", ...given });
  return (
    <BlockStack gap="400">
      <SaveBar id="import" dirty={given !== null} saving={saving} onSave={takeIn} onDiscard={() => setGiven(null)} />
      <Explained columns={columns} most={most} />
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t("consent.chooseFile")}
          </Text>
          <DropZone
            id={fileId}
            allowMultiple={false}
            accept=".csv,text/csv"
            type="file"
            variableHeight
            label={t("consent.file")}
            labelHidden
            onDrop={(files) => void take(files[0])}
          >
            {given ? (
              <Box padding="400">
                <Text as="p" breakWord>
                  {given.fileName}
                </Text>
              </Box>
            ) : (
              <DropZone.FileUpload actionTitle={t("consent.chooseFile")} />
            )}
          </DropZone>
          {tooLarge ? <InlineError fieldID={fileId} message={t("consent.tooLarge", { most })} /> : null}
          {checking ? (
            <Text as="p" tone="subdued">
              {t("consent.checking")}
            </Text>
          ) : null}
          {shown?.outcome === "invalid" ? <Problems problems={shown.problems} more={shown.more} /> : null}
        </BlockStack>
      </Card>
      {checked?.outcome === "saved" ? (
        <ImportSumsCard {...checked} ready={ready} saving={saving} onImport={() => takeIn()} />
      ) : null}
    </BlockStack>
  );
}

function Problems({ problems, more }: { problems: FieldProblem[]; more: number }) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="200">
      <Text as="p" fontWeight="medium">
        {t("consent.nothingImported")}
      </Text>
      {problems.map(({ key, values }, at) => (
        <InlineError key={at} fieldID={fileId} message={t(key, values ?? {})} />
      ))}
      {more > 0 ? <Text as="p">{t("consent.moreProblems", { number: more })}</Text> : null}
    </BlockStack>
  );
}

/** What the file must hold. The names of its columns are not translated: they stand in the file. */
function Explained({ columns, most }: { columns: string[]; most: number }) {
  const { t } = useTranslation();
  const example = () => {
    const line = '+4915112345678,DE,Ada,Lovelace,de,marketing,granted,2026-03-14,"Yes, send me offers",Shop counter,';
    saveFile(new Blob([`${columns.join(",")}\r\n${line}\r\n`], { type: "text/csv" }), "whatsapp-consent-example.csv");
  };
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("consent.whatItNeeds")}
        </Text>
        <Text as="p">{t("consent.needsProof")}</Text>
        <List>
          {columns.map((column) => (
            <List.Item key={column}>
              <code dir="ltr">{column}</code> – {t(`consent.columns.${column}`)}
            </List.Item>
          ))}
        </List>
        <Text as="p" tone="subdued">
          {t("consent.allOrNothing", { most })}
        </Text>
        <InlineStack>
          <Button onClick={example}>{t("consent.example")}</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
