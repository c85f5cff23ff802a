import { Fragment, type ReactNode } from "react";

const marks = /```([^`]+)```|`([^`\n]+)`|\*([^*\n]+)\*|_([^_\n]+)_|~([^~\n]+)~/;

/** WhatsApp's own formatting: *bold*, _italic_, ~struck~, ```monospaced```; a sign within a word is only a sign. */
export function RichText({ text }: { text: string }): ReactNode {
  const parts: ReactNode[] = [];
  let rest = text;
  let before = "";
  while (rest !== "") {
    const match = marks.exec(rest);
    if (!match) break;
    const start = match.index;
    const end = start + match[0].length;
    const previous = start > 0 ? rest[start - 1] : before;
    if (isWord(previous) || isWord(rest[end])) {
      parts.push(rest.slice(0, start + 1));
      before = rest[start] ?? "";
      rest = rest.slice(start + 1);
      continue;
    }
    parts.push(rest.slice(0, start), marked(match));
    before = rest[end - 1] ?? "";
    rest = rest.slice(end);
  }
  parts.push(rest);
  return parts.map((part, index) => <Fragment key={index}>{part}</Fragment>);
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function marked([, block, code, bold, italic, struck]: RegExpExecArray): ReactNode {
  if (bold !== undefined)
    return (
      <b>
        <RichText text={bold} />
      </b>
    );
  if (italic !== undefined)
    return (
      <i>
        <RichText text={italic} />
      </i>
    );
  if (struck !== undefined)
    return (
      <s>
        <RichText text={struck} />
      </s>
    );
  return <code>{block ?? code}</code>;
}
