import type { Reporter } from '../reporter.ts';
import type { SourceText } from '../source-text.ts';
import { type ParsedYaml, parseAnyYaml } from './parse-any.ts';
import { Fault } from './whole/fault.ts';
import { readWhole } from './whole/read.ts';

/** parseYaml() of what the plain reader does not know: by the one that knows nearly all of YAML, and where it finds a fault by the yaml package. */
export function parseRareYaml(source: SourceText, reporter: Reporter): ParsedYaml {
  try {
    return readWhole(source, reporter);
  } catch (cause) {
    if (cause instanceof Fault) return parseAnyYaml(source, reporter, cause);
    throw cause;
  }
}
