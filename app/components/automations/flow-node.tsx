import { BlockStack, Icon, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { ClockIcon } from "@shopify/polaris-icons";
import { usePath } from "./path-context.ts";
import styles from "./flow.module.css";

type Props = {
  id: string;
  icon: typeof ClockIcon;
  title: string;
  /** A line or two below the title. */
  children?: ReactNode;
  problem?: { text: string; severity: "error" | "waits" } | undefined;
  menu?: ReactNode;
  drag?: { onStart(): void; onEnd(): void };
};

/** One box of the path: chosen by pressing it, its settings stand beside. */
export function FlowNode({ id, icon, title, children, problem, menu, drag }: Props) {
  const { chosen, choose, moving } = usePath();
  return (
    <div
      className={styles.node}
      data-chosen={chosen === id}
      data-problem={problem?.severity}
      data-moving={moving === id}
      draggable={drag !== undefined}
      onDragStart={(event) => {
        event.dataTransfer.setData("text/plain", id);
        drag?.onStart();
      }}
      onDragEnd={drag?.onEnd}
    >
      <button type="button" className={styles.choose} aria-pressed={chosen === id} onClick={() => choose(id)}>
        <span className={styles.icon}>
          <Icon source={icon} />
        </span>
        <BlockStack gap="050" as="span" inlineAlign="start">
          <Text as="span" fontWeight="semibold" breakWord>
            {title}
          </Text>
          {children}
          {problem ? (
            <Text as="span" tone={problem.severity === "error" ? "critical" : "caution"} breakWord>
              {problem.text}
            </Text>
          ) : null}
        </BlockStack>
      </button>
      {menu ? <div className={styles.menu}>{menu}</div> : null}
    </div>
  );
}
