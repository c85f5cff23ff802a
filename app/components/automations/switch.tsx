import styles from "./switch.module.css";

type Props = { label: string; on: boolean; disabled?: boolean; onChange(on: boolean): void };

/** On or off, at once; Polaris has none. A button with the role of a switch, so that keys and screen readers know it. */
export function Switch({ label, on, disabled = false, onChange }: Props) {
  return (
    <button
      type="button"
      role="switch"
      className={styles.switch}
      aria-checked={on}
      aria-label={label}
      disabled={disabled}
      onClick={() => onChange(!on)}
    >
      <span className={styles.knob} />
    </button>
  );
}
