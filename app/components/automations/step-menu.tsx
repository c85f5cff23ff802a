import { ActionList, Button, Popover } from "@shopify/polaris";
import {
  ArrowDownIcon,
  ArrowUpIcon,
  DeleteIcon,
  DragDropIcon,
  DuplicateIcon,
  MenuHorizontalIcon,
} from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import { useOpen } from "../use-open.ts";
import { usePath } from "./path-context.ts";
import { shiftStep } from "./step-tree.ts";

/** What can be done to a step besides its settings. */
export function StepMenu({ id, title }: { id: string; title: string }) {
  const { t } = useTranslation();
  const { steps, shift, setMoving, copy, remove } = usePath();
  const { open, toggle, dismiss, close } = useOpen();
  const closing = (act: () => void) => () => {
    close();
    act();
  };
  const button = (
    <Button
      icon={MenuHorizontalIcon}
      variant="tertiary"
      accessibilityLabel={t("automationEditor.actions", { step: title })}
      onClick={toggle}
    />
  );
  return (
    <Popover active={open} activator={button} onClose={dismiss} autofocusTarget="first-node">
      <ActionList
        actionRole="menuitem"
        items={[
          {
            content: t("automationEditor.moveUp"),
            icon: ArrowUpIcon,
            disabled: shiftStep(steps, id, -1) === null,
            onAction: closing(() => shift(id, -1)),
          },
          {
            content: t("automationEditor.moveDown"),
            icon: ArrowDownIcon,
            disabled: shiftStep(steps, id, 1) === null,
            onAction: closing(() => shift(id, 1)),
          },
          { content: t("automationEditor.move"), icon: DragDropIcon, onAction: closing(() => setMoving(id)) },
          { content: t("automationEditor.copy"), icon: DuplicateIcon, onAction: closing(() => copy(id)) },
          {
            content: t("automationEditor.remove"),
            icon: DeleteIcon,
            destructive: true,
            onAction: closing(() => remove(id)),
          },
        ]}
      />
    </Popover>
  );
}
