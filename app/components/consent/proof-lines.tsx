import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

type Props = { proof: { key: string; value: string }[]; subdued?: boolean };

/** Told by Shopify in codes, which are said in words here. */
const codes = new Set(["optInLevel", "collectedFrom"]);

/** What proves a decision, a line each. */
export function ProofLines({ proof, subdued = false }: Props) {
  const { t } = useTranslation();
  return proof.map(({ key, value }) => (
    <Text key={key} as="p" breakWord {...(subdued ? { tone: "subdued" as const } : {})}>
      {t(`customer.proof.${key}`)}:{" "}
      <bdi>{(codes.has(key) && t(`customer.proofCodes.${key}.${value}`, { defaultValue: "" })) || value}</bdi>
    </Text>
  ));
}
