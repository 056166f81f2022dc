/** The words of a command line, after the command has been found. */
export interface Invocation {
  /** The name of the command; null if there is none: `nlapply config.yaml`. */
  readonly command: string | null;
  /** All other words, in order. */
  readonly words: readonly string[];
  /** The first word that is neither an option nor the value of one, if it may be a mistyped command. */
  readonly operand: string | null;
}

/**
 * Finds the command: the first operand, if that is the name of one, even after options (`nlapply --json diff x`). A
 * file with that name must be given as `./diff`, or after `--`.
 * @param valued options that take a value, like `--netns`
 */
export function parseInvocation(
  words: readonly string[],
  commands: readonly string[],
  valued: ReadonlySet<string>,
): Invocation {
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--') break;
    if (valued.has(word)) i++;
    else if (!word.startsWith('-') || word === '-') {
      if (!commands.includes(word)) return { command: null, words, operand: word };
      return { command: word, words: [...words.slice(0, i), ...words.slice(i + 1)], operand: null };
    }
  }
  return { command: null, words, operand: null };
}
