import { ActionList, Button, Popover } from "@shopify/polaris";
import { PlusIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOpen } from "../use-open.ts";
import { usePath } from "./path-context.ts";
import { newStep, stepKinds } from "./new-step.ts";
import type { ListPath } from "./step-tree.ts";
import { stepIcons } from "./step-words.ts";
import styles from "./flow.module.css";

/** The line between two steps, and the place where another can go: added by the button, moved here by button or by dragging. */
export function InsertPoint({ list, index }: { list: ListPath; index: number }) {
  const { moving, move } = usePath();
  const [over, setOver] = useState(false);
  return (
    <div
      className={over ? `${styles.join} ${styles.over}` : styles.join}
      onDragOver={(event) => {
        if (moving === null) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        move(list, index);
      }}
    >
      {moving === null ? <AddStep list={list} index={index} /> : <MoveHere onMove={() => move(list, index)} />}
    </div>
  );
}

function MoveHere({ onMove }: { onMove(): void }) {
  const { t } = useTranslation();
  return (
    <Button size="micro" onClick={onMove}>
      {t("automationEditor.moveHere")}
    </Button>
  );
}

function AddStep({ list, index }: { list: ListPath; index: number }) {
  const { t } = useTranslation();
  const { insert } = usePath();
  const { open, toggle, dismiss, close } = useOpen();
  const button = (
    <Button size="micro" icon={PlusIcon} accessibilityLabel={t("automationEditor.addHere")} onClick={toggle} />
  );
  return (
    <Popover active={open} activator={button} onClose={dismiss} autofocusTarget="first-node">
      <ActionList
        actionRole="menuitem"
        items={stepKinds.map((kind) => ({
          content: t(`automationSteps.${kind}`),
          helpText: t(`automationSteps.help.${kind}`),
          icon: stepIcons[kind],
          onAction: () => {
            close();
            insert(list, index, newStep(kind));
          },
        }))}
      />
    </Popover>
  );
}
