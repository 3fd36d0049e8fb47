import type { ProgramCommand } from "../../program.js";

/**
 * Runs before the first program of a private network, as its root. Name resolution is a matter of files that belong
 * to the whole machine, so the namespace gets its own: each is bound from a file that has no name any more, and
 * nothing is left to clean up. The name service switch is replaced too, or a resolver daemon of the machine answers;
 * so is the door of a caching one.
 */
const SET_UP = `
set -e
replace() { file=$(mktemp); cat > "$file"; mount --bind "$file" "$1"; rm "$file"; }
ip link set lo up
printf 'nameserver 127.0.0.1\\noptions timeout:10 attempts:1\\n' | replace /etc/resolv.conf
if [ -e /etc/nsswitch.conf ]; then echo 'hosts: files dns' | replace /etc/nsswitch.conf; fi
if [ -d /var/run/nscd ]; then mount -t tmpfs none /var/run/nscd; fi
exec "$@"
`;

/**
 * The command in a network of its own that has loopback alone, its port 53 free to take, and the name server
 * 127.0.0.1. It needs Linux, user namespaces, and `unshare`, `ip` and `mount`; no privileges. The process stays the
 * one that was started, and the network ends with the last process in it.
 */
export function inPrivateNetwork(command: ProgramCommand): ProgramCommand {
  const namespaces = ["--user", "--map-root-user", "--mount", "--net"];
  return {
    ...command,
    file: "unshare",
    args: [...namespaces, "--", "sh", "-c", SET_UP, "private-network", command.file, ...command.args],
  };
}

/** The command in the private network of a process that is already in it; `nsenter` becomes the program itself. */
export function inNetworkOf(pid: number, command: ProgramCommand): ProgramCommand {
  const namespaces = ["--target", String(pid), "--user", "--preserve-credentials", "--mount", "--net"];
  return { ...command, file: "nsenter", args: [...namespaces, "--", command.file, ...command.args] };
}
