/** The words of a command line, once it is known which of them is the command. */
export interface Invocation {
  /** The command's name, or null when none is named: `nlapply config.yaml`. */
  readonly command: string | null;
  /** All other words, in order. */
  readonly words: readonly string[];
  /** The first word that is neither an option nor an option's value, when it may be a mistyped command. */
  readonly operand: string | null;
}

/**
 * Finds the command. It is the first operand if that names one, also behind options (`nlapply --json diff x`); a file
 * of that name is `./diff`, or stands behind `--`.
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
