/** Thrown where a text is no YAML, or uses something that only the yaml package reads. */
export class Fault extends Error {
  readonly at: number;
  readonly isDepth: boolean;

  /**
   * @param message what is wrong, in words for users
   * @param isDepth whether the text is only nested too deeply
   */
  constructor(at: number, message: string, isDepth = false) {
    super(message);
    this.at = at;
    this.isDepth = isDepth;
  }
}
