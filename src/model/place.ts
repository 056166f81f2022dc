/** A place in the user's files. Lines and columns count from 1; columns count characters. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `file:line:column`, the form that editors and terminals can jump to. */
export function placeText(place: Place): string {
  return `${place.file}:${place.line}:${place.column}`;
}
