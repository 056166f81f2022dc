import type { Reporter } from '../reporter.ts';
import type { SourceText } from '../source-text.ts';
import type { ParsedYaml } from './parse-any.ts';
import { parseRareYaml } from './parse-rare.ts';
import { readPlain } from './plain/read.ts';

/**
 * Parses one file as YAML 1.2, with every scalar as a text. Errors go to the reporter.
 * Common texts are read by a small reader, nearly all others by a larger one, and erroneous ones by the yaml package,
 * which provides the error messages.
 */
export function parseYaml(source: SourceText, reporter: Reporter): ParsedYaml {
  const plain = readPlain(source);
  return plain === 'unusual' ? parseRareYaml(source, reporter) : { root: plain.root, broken: false };
}
