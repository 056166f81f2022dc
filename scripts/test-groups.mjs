// test-groups.mjs DIRECTORY COUNT FILE…   writes modules into the directory that hold the test files, in so many groups, and
//                                         prints what is to be given to `node --test`
//
// A process per file, as node:test has it, loads the program anew for each, and each module is a file to look for and to
// read: together that is half of the time, and more in user-mode-linux and in emulation. So the files of a group become
// one, with what they import. Files named *.alone.test.js, which change what others would load, keep a process of their own;
// so do files when they are no more than the groups, so that what fails there shows its real place.
import { mkdirSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleModules } from './bundle-modules.mjs';

const [directory, number, ...given] = process.argv.slice(2);
const count = Number(number);
const files = given.map((file) => realpathSync(file));

/** The large ones first, in turns, so that the groups get about the same. */
function groupsOf(shared) {
  const bySize = shared
    .map((file) => ({ file, size: statSync(file).size }))
    .sort((a, b) => b.size - a.size || (a.file < b.file ? -1 : 1));
  const groups = Array.from({ length: Math.min(count, shared.length) }, () => []);
  bySize.forEach(({ file }, i) => {
    groups[i % groups.length].push(file);
  });
  return groups;
}

async function writeGroups(groups) {
  const sources = join(directory, 'sources');
  mkdirSync(sources);
  const entryPoints = groups.map((group, i) => {
    const path = join(sources, `group-${i + 1}.mjs`);
    writeFileSync(path, group.map((file) => `import ${JSON.stringify(file)};\n`).join(''));
    return path;
  });
  await bundleModules(entryPoints, directory);
  return groups.map((_, i) => join(directory, `group-${i + 1}.mjs`));
}

const alone = files.filter((file) => file.endsWith('.alone.test.js'));
const shared = files.filter((file) => !alone.includes(file));
const printed = shared.length > count ? await writeGroups(groupsOf(shared)) : shared;
process.stdout.write([...printed, ...alone].map((file) => `${file}\n`).join(''));
