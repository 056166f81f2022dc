import type { Diagnostic } from '../../model/diagnostic.ts';
import type { ConfigSource } from '../files.ts';
import { mergeTrees } from '../merge.ts';
import { Reporter } from '../reporter.ts';
import { SourceText } from '../source-text.ts';
import { parseYaml } from '../yaml/parse.ts';
import { devicesOf, type Say } from './devices.ts';
import { LOST_IN_LATER_FILES } from './later-files.ts';
import { MEANINGS } from './of-devices.ts';

/**
 * Reports, place by place, what the same files mean to netplan (with networkd) but not to nlapply. What nlapply refuses
 * is not included: that is an error when the files are read.
 */
export function otherMeanings(sources: readonly ConfigSource[]): readonly Diagnostic[] {
  // Errors in the text are reported when it is read as a configuration.
  const silent = new Reporter();
  const trees = sources.flatMap(({ file, text }, order) => {
    const { root, broken } = parseYaml(new SourceText(file, text, order), silent);
    return broken || root === undefined || root.kind === 'null' ? [] : [root];
  });
  const reporter = new Reporter();
  const say: Say = (node, message, hint) => reporter.warning('other-meaning', node, message, { hint });
  const devices = devicesOf(mergeTrees(trees, silent));
  for (const device of devices) for (const meaning of MEANINGS) meaning(device, say, devices);
  const files = trees.map(devicesOf);
  for (const lost of LOST_IN_LATER_FILES) lost(files, say);
  return reporter.diagnostics();
}
