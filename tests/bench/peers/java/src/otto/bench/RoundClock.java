// SPDX-License-Identifier: Apache-2.0
package otto.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Time of this process, compiler and collector included, and of the wall. Any thread. */
public final class RoundClock {
    private static final OperatingSystemMXBean SYSTEM =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private long cpuFrom;
    private long wallFrom;
    private volatile double cpu;
    private volatile double wall;

    public void start() {
        cpuFrom = SYSTEM.getProcessCpuTime();
        wallFrom = System.nanoTime();
    }

    public void stop() {
        cpu = (SYSTEM.getProcessCpuTime() - cpuFrom) * 1e-9;
        wall = (System.nanoTime() - wallFrom) * 1e-9;
    }

    public double cpuSeconds() {
        return cpu;
    }

    public double wallSeconds() {
        return wall;
    }
}
