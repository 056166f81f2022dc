import type { Reporter } from '../reporter.ts';
import type { SourceText } from '../source-text.ts';
import { type ParsedYaml, parseAnyYaml } from './parse-any.ts';
import { Fault } from './whole/fault.ts';
import { readWhole } from './whole/read.ts';

/**
 * Like parseYaml() for texts that the plain reader does not know: tries the reader for nearly all of YAML, and if that
 * finds a fault the yaml package.
 */
export function parseRareYaml(source: SourceText, reporter: Reporter): ParsedYaml {
  try {
    return readWhole(source, reporter);
  } catch (cause) {
    if (cause instanceof Fault) return parseAnyYaml(source, reporter, cause);
    throw cause;
  }
}
