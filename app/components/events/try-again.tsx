import { Button } from "@shopify/polaris";
import { useSave } from "../use-save.ts";

type Selection = { id: string } | { topic: string; outcome: string };

/** Gives what was given up another chance: one, or all of a kind. `what`: for whoever hears the button without its row. */
export function TryAgain({ which, label, what }: { which: Selection; label: string; what: string }) {
  const { save, saving, answer } = useSave({ action: "/app/events/failed", told: "troubled.tried" });
  return (
    <Button
      size="slim"
      loading={saving}
      disabled={saving || answer?.outcome === "saved"}
      accessibilityLabel={`${label}: ${what}`}
      onClick={() => save(which)}
    >
      {label}
    </Button>
  );
}
