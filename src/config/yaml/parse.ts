import type { Reporter } from '../reporter.ts';
import type { SourceText } from '../source-text.ts';
import type { ParsedYaml } from './parse-any.ts';
import { parseRareYaml } from './parse-rare.ts';
import { readPlain } from './plain/read.ts';

/**
 * Reads one file's YAML 1.2 with every scalar as text. Complaints go to the reporter.
 * Usual texts are read by a small reader, nearly all others by a larger one, and wrong ones by the yaml package, whose errors these are.
 */
export function parseYaml(source: SourceText, reporter: Reporter): ParsedYaml {
  const plain = readPlain(source);
  return plain === 'unusual' ? parseRareYaml(source, reporter) : { root: plain.root, broken: false };
}
