/**
 * The little of a document that an extension has where Shopify runs it: a worker without a browser's DOM, in which elements
 * are names, attributes, properties and children. An extension that leans on more than this fails here as it would there.
 */
class WorkerNode extends EventTarget {
  readonly childNodes: WorkerNode[] = [];
  parentNode: WorkerNode | null = null;
  readonly nodeType: number;

  constructor(nodeType: number) {
    super();
    this.nodeType = nodeType;
  }
  get firstChild(): WorkerNode | null {
    return this.childNodes[0] ?? null;
  }
  get nextSibling(): WorkerNode | null {
    const siblings = this.parentNode?.childNodes ?? [];
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }
  get textContent(): string {
    return this.childNodes.map((child) => child.textContent).join("");
  }
  insertBefore(child: WorkerNode, before: WorkerNode | null): WorkerNode {
    child.parentNode?.removeChild(child);
    const at = before === null ? this.childNodes.length : this.childNodes.indexOf(before);
    this.childNodes.splice(at, 0, child);
    child.parentNode = this;
    return child;
  }
  appendChild(child: WorkerNode): WorkerNode {
    return this.insertBefore(child, null);
  }
  removeChild(child: WorkerNode): WorkerNode {
    this.childNodes.splice(this.childNodes.indexOf(child), 1);
    child.parentNode = null;
    return child;
  }
  remove(): void {
    this.parentNode?.removeChild(this);
  }
}

class WorkerText extends WorkerNode {
  data: string;
  constructor(data: string) {
    super(3);
    this.data = data;
  }
  override get textContent(): string {
    return this.data;
  }
}

export class WorkerElement extends WorkerNode {
  readonly localName: string;
  readonly attributes: Record<string, string> = {};
  /** What a field holds; the host writes it before it tells of an event. */
  value: string | undefined;
  checked: boolean | undefined;
  // By these Preact knows how the event is spelt.
  onclick = null;
  oninput = null;
  onchange = null;
  onsubmit = null;

  constructor(localName: string) {
    super(1);
    this.localName = localName;
  }
  setAttribute(name: string, value: unknown): void {
    this.attributes[name] = String(value);
  }
  removeAttribute(name: string): void {
    delete this.attributes[name];
  }
  /** Of this name, at any depth, in the order of the document. */
  all(localName: string): WorkerElement[] {
    return this.childNodes.flatMap((child) =>
      child instanceof WorkerElement
        ? [...(child.localName === localName ? [child] : []), ...child.all(localName)]
        : [],
    );
  }
}

/** A document as Preact wants one, under the global name; call before anything renders. */
export function installWorkerDom(): WorkerElement {
  const body = new WorkerElement("body");
  const document = {
    body,
    createElement: (name: string) => new WorkerElement(name),
    createElementNS: (_namespace: string, name: string) => new WorkerElement(name),
    createTextNode: (data: string) => new WorkerText(data),
  };
  Object.assign(globalThis, { document });
  return body;
}
