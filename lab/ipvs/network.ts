/**
 * A Swarm network, built by hand from what the engine builds: a bridge in place of the overlay, a namespace for every task, and
 * the load balancer's sandbox, where every service has a virtual IP that IPVS forwards by firewall mark, with its source
 * address rewritten on the way (moby daemon/libnetwork/service_linux.go:84-173 and 568-619).
 */
import { execFileSync } from 'node:child_process';

/** Runs a command line without quoting; throws with what it printed when it fails. */
export function run(commandLine: string): string {
  const [command = '', ...args] = commandLine.split(' ');
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

export interface Task {
  readonly namespace: string;
  readonly address: string;
}

export interface SwarmNetwork {
  /** A container on the network. */
  addTask(): Task;
  /** A service with one task; the answer is its virtual IP. */
  addService(task: Task): string;
}

/** The first addresses of the subnet are the load balancer's own and the tasks'; virtual IPs come from the upper half. */
const FIRST_VIRTUAL_IP = 128;

/**
 * Builds a network.
 *
 * @param name - prefix of its namespaces, a few letters
 * @param subnet - the first three numbers of its addresses, `10.0.1`
 * @param idleTimeoutSeconds - what `ipvsadm --set` is told; Swarm leaves the kernel's 900
 */
export function createNetwork(name: string, subnet: string, idleTimeoutSeconds: number): SwarmNetwork {
  const balancer = `${name}-lb`;
  const balancerAddress = `${subnet}.1`;
  let tasks = 1;
  let services = 0;

  run(`ip link add ${name}-br type bridge`);
  run(`ip link set ${name}-br up`);
  const attach = (namespace: string, address: string): void => {
    run(`ip netns add ${namespace}`);
    run(`ip link add ${namespace} type veth peer name eth0 netns ${namespace}`);
    run(`ip link set ${namespace} master ${name}-br up`);
    run(`ip -n ${namespace} addr add ${address}/24 dev eth0`);
    run(`ip -n ${namespace} link set eth0 up`);
    run(`ip -n ${namespace} link set lo up`);
  };

  attach(balancer, balancerAddress);
  const inBalancer = (commandLine: string): string => run(`ip netns exec ${balancer} ${commandLine}`);
  inBalancer('sysctl -qw net.ipv4.ip_forward=1 net.ipv4.vs.conntrack=1 net.ipv4.vs.conn_reuse_mode=0');
  inBalancer('sysctl -qw net.ipv4.vs.expire_nodest_conn=1 net.ipv4.vs.expire_quiescent_template=1');
  inBalancer(
    `iptables-legacy -t nat -A POSTROUTING -m ipvs --ipvs -d ${subnet}.0/24 -j SNAT --to-source ${balancerAddress}`,
  );
  inBalancer(`ipvsadm --set ${idleTimeoutSeconds} 120 300`);

  return {
    addTask() {
      tasks += 1;
      const task = { namespace: `${name}-${tasks}`, address: `${subnet}.${tasks}` };
      attach(task.namespace, task.address);
      return task;
    },
    addService({ address }) {
      services += 1;
      const virtualIp = `${subnet}.${FIRST_VIRTUAL_IP + services}`;
      const mark = 256 + services;
      run(`ip -n ${balancer} addr add ${virtualIp}/32 dev eth0`);
      inBalancer(`iptables-legacy -t mangle -A INPUT -d ${virtualIp}/32 -j MARK --set-mark ${mark}`);
      inBalancer(`ipvsadm -A -f ${mark} -s rr`);
      inBalancer(`ipvsadm -a -f ${mark} -r ${address}:0 -m -w 1`);
      return virtualIp;
    },
  };
}
