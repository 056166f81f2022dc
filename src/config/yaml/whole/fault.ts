/** Thrown where a text is no YAML, or is what only the yaml package reads. */
export class Fault extends Error {
  readonly at: number;

  /** @param message what is wrong, in the words of somebody who writes configurations */
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}
