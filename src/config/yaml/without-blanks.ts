const [TAB, RETURN, SPACE] = [9, 13, 32];

/** A text without the blanks at its end. For YAML other spaces, such as no-break ones, are part of the text. */
export function withoutBlanks(text: string): string {
  let end = text.length;
  for (; end > 0; end -= 1) {
    const code = text.charCodeAt(end - 1);
    if (code !== SPACE && code !== TAB && code !== RETURN) break;
  }
  return end === text.length ? text : text.slice(0, end);
}
