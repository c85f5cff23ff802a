import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/**
 * Where the code speaks of an i18n key. `pattern`: the key is put together from parts that are known at run time only.
 * `isCall`: it is given to t(), or stands under a property named key; any other string may only look like one.
 */
export type WordUse = { place: string; key: string; pattern?: RegExp; isCall: boolean };

/** A string that can be a key: at least two parts, the first a group of words. */
const keyLike = /^[a-z]\w*(?:\.\w+)+$/;

/** Every use in one source text: what is given to t(), and every other string that has the form of a key. */
export function wordsInSource(text: string, file: string): WordUse[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const uses: WordUse[] = [];

  function add(node: ts.Node, key: string, isCall: boolean, pattern?: RegExp): void {
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    uses.push({ place: `${file}:${line}`, key, isCall, ...(pattern ? { pattern } : {}) });
  }

  function visit(node: ts.Node, isCall: boolean): void {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isStringLiteralLike(node)) {
      if (isCall || keyLike.test(node.text)) add(node, node.text, isCall);
      return;
    }
    if (ts.isTemplateExpression(node)) {
      if (isCall || isDynamicKey(node)) add(node, node.getText(), isCall, patternOf(node));
      for (const span of node.templateSpans) visit(span.expression, false);
      return;
    }
    if (ts.isCallExpression(node) && isTranslate(node.expression)) {
      node.arguments.forEach((argument, index) => visit(argument, index === 0));
      return;
    }
    if (
      ts.isPropertyAssignment(node) &&
      /key$/i.test(node.name.getText()) &&
      ts.isStringLiteralLike(node.initializer)
    ) {
      return visit(node.initializer, keyLike.test(node.initializer.text));
    }
    if (ts.isConditionalExpression(node)) {
      visit(node.condition, false);
      visit(node.whenTrue, isCall);
      visit(node.whenFalse, isCall);
      return;
    }
    if (ts.isParenthesizedExpression(node)) return visit(node.expression, isCall);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) {
      visit(node.left, isCall);
      visit(node.right, isCall);
      return;
    }
    ts.forEachChild(node, (child) => visit(child, false));
  }

  visit(source, false);
  return uses;
}

/** `states.${state}`, but not `state ${state}` nor SQL. */
function isDynamicKey(node: ts.TemplateExpression): boolean {
  return (
    /^[a-z]\w*\.[\w.]*$/.test(node.head.text) &&
    node.templateSpans.every((span) => /^[\w.]*$/.test(span.literal.text)) &&
    !ts.isTaggedTemplateExpression(node.parent)
  );
}

function isTranslate(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === "t";
  return ts.isPropertyAccessExpression(callee) && callee.name.text === "t";
}

/** `states.${state}` -> /^states\.[\w.]+$/ */
function patternOf(node: ts.TemplateExpression): RegExp {
  const quote = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(
    `^${quote(node.head.text)}${node.templateSpans.map((span) => `[\\w./-]+${quote(span.literal.text)}`).join("")}$`,
  );
}

/** Every use in the app's sources. */
export function wordsInApp(root: string): WordUse[] {
  return readdirSync(join(root, "app"), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.startsWith("i18n/locales/"))
    .flatMap((file) => wordsInSource(readFileSync(join(root, "app", file), "utf8"), `app/${file}`));
}
