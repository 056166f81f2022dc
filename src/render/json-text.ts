/** A document as every `--json` prints it: indented by two, a trailing line feed. */
export function jsonText(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
