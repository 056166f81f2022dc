"""run.py FOLDER MODULE: runs a module of netplan's integration tests with nlapply as the one that applies.

Their base class is loaded from their file; replaced is what starts and asks systemd-networkd and NetworkManager.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import types
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
NLAPPLY = ['node', os.path.join(HERE, '../../../bin/nlapply.cjs')]
NETPLAN = '/etc/netplan'
LINKS = ['veth42', 'veth43', 'eth42', 'eth43', 'iface1', 'iface2', 'mybr', 'nptestsrv']


def quiet(*command):
    return subprocess.run(command, stderr=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)


def nlapply(*words):
    return subprocess.run([*NLAPPLY, *words], capture_output=True, text=True)


def fresh_folder():
    shutil.rmtree(NETPLAN, ignore_errors=True)
    os.makedirs(NETPLAN)


def link_names():
    return [link['ifname'] for link in json.loads(quiet('ip', '-j', 'link').stdout)]


def standing(seconds=10):
    """Waits until addresses and routes stay as they are, as networkd's state would tell: a client sets one after the other."""
    last = None
    for _ in range(seconds):
        seen = quiet('sh', '-c', 'ip address; ip route; ip -6 route | sed "s/expires.*//"').stdout
        seen = re.sub(r'(valid|preferred)_lft \S+', '', seen)
        if seen == last:
            return
        last = seen
        time.sleep(1)


def as_static(check_output):
    """Routes of netplan have the protocol `static`, nlapply's its own."""

    def shown(*words, **options):
        out = check_output(*words, **options)
        if isinstance(out, bytes):
            return out.replace(b'proto 78', b'proto static')
        return out.replace('proto 78', 'proto static')

    return shown


def stand_in_for_packaging():
    """What asks for versions of NetworkManager does not run."""
    module = types.ModuleType('packaging.version')
    module.Version = str
    sys.modules['packaging'] = types.ModuleType('packaging')
    sys.modules['packaging.version'] = module


def load_base(folder):
    with open(os.path.join(folder, 'base.py'), encoding='utf-8') as file:
        source = file.read()
    # Introspection of NetworkManager, and programs that must be there for it.
    source = source.replace('import gi\n', '')
    source = re.sub(r"^for program in \[.*?^def ", 'nm_uses_dnsmasq = False\n\n\ndef ', source, flags=re.S | re.M)
    base = types.ModuleType('base')
    exec(compile(source, 'base.py', 'exec'), base.__dict__)
    sys.modules['base'] = base
    return base


def adapt(tests, first_links):
    """Replaces what netplan and its services do."""

    def settle(self, wait_interfaces=None, state_dir=None):
        for name in os.listdir(NETPLAN):
            os.chmod(os.path.join(NETPLAN, name), 0o600)
        applied = nlapply('apply', '--force')
        self.assertEqual(applied.returncode, 0, applied.stdout + applied.stderr)
        wanted = wait_interfaces if wait_interfaces is not None else [self.dev_e_client, self.dev_e2_client]
        for link, _, text in (entry.partition('/') for entry in wanted):
            if text:
                self.wait_output(['ip', 'addr', 'show', link], text, 30)
        standing()
        again = nlapply('diff')
        self.assertEqual(again.returncode, 0, 'a second run would change something:\n' + again.stdout + again.stderr)

    def clean_up(self):
        fresh_folder()
        with open(os.path.join(NETPLAN, 'none.yaml'), 'w', encoding='utf-8') as file:
            file.write('network: {version: 2}\n')
        applied = nlapply('apply', '--force', '--allow-recreate')
        fresh_folder()
        for name in link_names():
            if name not in first_links and name not in LINKS:
                quiet('ip', 'link', 'del', name)
        self.assertEqual(applied.returncode, 0, applied.stdout + applied.stderr)

    def shut_down(_):
        for name in LINKS:
            quiet('ip', 'link', 'del', name)

    tests.setUpClass = classmethod(lambda _: fresh_folder())
    tests.tearDown = clean_up
    tests.generate_and_settle = settle
    tests.shutdown_devices = classmethod(shut_down)
    tests.is_active = classmethod(lambda *_: False)
    tests.match_veth_by_non_permanent_mac_quirk = lambda *_: None


def left_out():
    with open(os.path.join(HERE, 'left-out'), encoding='utf-8') as file:
        lines = [line.split(None, 1) for line in file if line.strip() and not line.startswith('#')]
    return {name: reason.strip() for name, reason in lines}


def chosen(suite, module, skipped):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from chosen(test, module, skipped)
            continue
        _, group, name = test.id().rsplit('.', 2)
        reason = skipped.get(f'{module}.{name}')
        if 'NetworkManager' in group:
            continue
        if reason is not None:
            print(f'left out: {module}.{name}: {reason}')
        else:
            yield test


def main(folder, module):
    os.environ['NETPLAN_TEST_BACKENDS'] = 'networkd'
    os.environ['PATH'] += ':/usr/sbin:/sbin'
    os.makedirs('/etc/NetworkManager/conf.d', exist_ok=True)
    adapt(load_base(folder).IntegrationTestsBase, link_names())
    stand_in_for_packaging()
    subprocess.check_output = as_static(subprocess.check_output)
    # Their modules run when they are loaded.
    unittest.main = lambda *_, **__: None
    sys.path.insert(0, folder)
    loaded = unittest.defaultTestLoader.loadTestsFromName(module)
    suite = unittest.TestSuite(chosen(loaded, module, left_out()))
    done = unittest.TextTestRunner(stream=sys.stdout, verbosity=2, buffer=True).run(suite)
    sys.exit(0 if done.wasSuccessful() else 1)


if __name__ == '__main__':
    main(*sys.argv[1:])
