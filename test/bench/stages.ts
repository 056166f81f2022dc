/** The stages of an apply one after another, as src/cli takes them; each loads what it needs when its turn comes. */
export async function runStages(
  started: number,
  [config = '', netns = '', stateDir = '']: readonly string[],
): Promise<void> {
  const { bootstrapComplete } = performance.nodeTiming;
  const stages: Record<string, number> = {
    'Node starts': bootstrapComplete,
    'bundle is compiled': started - bootstrapComplete,
  };
  let last = started;
  const stage = (name: string): number => {
    const took = performance.now() - last;
    stages[name] = took;
    last = performance.now();
    return took;
  };

  const { buildCommand } = await import('../../src/cli/build-command.ts');
  const { commands } = await import('../../src/cli/commands/index.ts');
  const { services } = await import('../../src/cli/services.ts');
  stage('command line: modules');
  const spec = commands.find(({ name }) => name === 'apply');
  if (spec === undefined) throw new Error('there is no command apply');
  const command = buildCommand(spec, () => {});
  command.parse(['--state-dir', stateDir, '--netns', netns, config], { from: 'user' });
  stage('command line');

  const { readSources, configure } = await services.reader();
  stage('configuration: modules');
  const sources = await readSources(command.args, { stdin: async () => '' });
  stage('files are read');
  const { parseYaml } = await import('../../src/config/yaml/parse.ts');
  const { SourceText } = await import('../../src/config/source-text.ts');
  const { Reporter } = await import('../../src/config/reporter.ts');
  const parse = (): void => {
    for (const { file, text } of sources) parseYaml(new SourceText(file, text, 0), new Reporter());
  };
  parse();
  stage('YAML');
  const { declaration } = configure(sources);
  const whole = stage('validation');
  // It parsed as well, for the second time: as long as it takes a third time.
  parse();
  stages['validation'] = Math.max(0, whole - stage('parsed again'));

  const engine = await services.engine();
  stage('engine: modules');
  const { loadAddon } = await import('../../src/netlink/addon.ts');
  loadAddon();
  stage('addon');
  const snapshot = await engine.takeSnapshot({ netns });
  stage('observation');
  const { planDeclaration } = await import('../../src/engine/plan/plan.ts');
  const { EMPTY_RECORD } = await import('../../src/engine/record/record.ts');
  planDeclaration(declaration, snapshot, EMPTY_RECORD, { allowRecreate: false });
  stage('plan');
  await engine.applyConfiguration(declaration, {
    netns,
    stateDir,
    waitLinks: 0,
    onError: 'rollback',
    allowRecreate: false,
    verify: true,
  });
  stage('all of the engine once more');
  process.stdout.write(JSON.stringify(stages));
}
