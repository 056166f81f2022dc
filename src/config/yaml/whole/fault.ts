/** Thrown where a text is no YAML, or is what only the yaml package reads. */
export class Fault extends Error {
  readonly at: number;
  readonly isDepth: boolean;

  /**
   * @param message what is wrong, in the words of somebody who writes configurations
   * @param isDepth whether it is only that the text is nested too deeply
   */
  constructor(at: number, message: string, isDepth = false) {
    super(message);
    this.at = at;
    this.isDepth = isDepth;
  }
}
