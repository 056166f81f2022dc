{
  'targets': [
    {
      'target_name': 'netlink',
      # One source that includes all others: most of the time of each goes into the headers of Node and of node-addon-api.
      'sources': ['all.cc'],
      # -isystem: the warnings below are for this folder, not for headers of others.
      'cflags_cc': [
        '-isystem',
        '<!(node -p "require(\'path\').dirname(require.resolve(\'node-addon-api\'))")',
        '-std=c++20',
        # Node's own -O3 doubles the size, and time goes into system calls.
        '-O2',
        '-ffunction-sections',
        '-fdata-sections',
        '-fvisibility=hidden',
        '-Wall',
        '-Wextra',
        '-Wshadow',
        '-Wconversion',
        '-Werror',
      ],
      'cflags_cc!': ['-std=gnu++17', '-std=gnu++20'],
      'defines': [
        'NAPI_VERSION=8',
        'NAPI_DISABLE_CPP_EXCEPTIONS',
        'NODE_ADDON_API_DISABLE_DEPRECATED',
        # A worker may be terminated inside any call: an error that can no longer be thrown is no fault.
        'NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
      ],
      'ldflags': ['-Wl,-z,relro,-z,now', '-Wl,--gc-sections'],
    },
  ],
}
