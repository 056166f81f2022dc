/** Modules that few runs need: the bundle loads each when one of its functions is called. They export nothing but functions. */
export const MODULES_ON_CALL = [
  'config/digest',
  'config/yaml/parse-any',
  'config/yaml/parse-rare',
  'render/source-excerpt',
];

/** What is loaded for a configuration that is checked or applied. */
export const USUAL_MODULES = [
  ...['cli/build-command', 'cli/run/check', 'cli/run/apply', 'cli/remember'],
  ...['config/files', 'config/configure', 'config/netplan/meanings', 'engine/index'],
];
