package org.kpulse.webapp.machines;

import java.util.ArrayList;
import java.util.List;
import org.kpulse.webapp.machines.MachineQuery.OnMachine;
import org.kpulse.webapp.machines.MachineQuery.OnPlatform;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Query;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;

/** Tables of the lab. */
final class MachineTables {

    private static final List<Column> PLATFORMS = List.of(
            Column.number("id", "No."),
            Column.text("platform", "Platform"),
            Column.text("last_run", "Last run"),
            Column.text("state", "It ended"),
            Column.number("runs_24h", "Runs in 24 h"),
            Column.number("kernel_faults_24h", "Kernels' faults"),
            Column.number("our_faults_24h", "Our faults"),
            Column.text("baseline", "Baseline").explained("Kernel that its series are compared with."),
            Column.text("kind", "Measures"),
            Column.text("architecture", "Architecture"),
            Column.text("acceleration", "Accelerated by"),
            Column.number("cpus", "CPUs"),
            Column.number("memory_mib", "MiB"),
            Column.text("processor", "Executes")
                    .explained("Another processor, accelerator or emulator under one name is another platform."));
    private static final List<Column> MACHINES = List.of(
            Column.text("machine", "Machine"),
            Column.text("platform", "Platform"),
            Column.text("last_run", "Last run"),
            Column.text("state", "It ended"),
            Column.number("runs_24h", "Runs in 24 h"),
            Column.number("kernel_faults_24h", "Kernels' faults"),
            Column.number("our_faults_24h", "Our faults"));

    private MachineTables() {}

    static Table platforms(List<OnPlatform> platforms) {
        List<List<Cell>> rows = new ArrayList<>();
        for (OnPlatform each : platforms) {
            List<Cell> row = new ArrayList<>(List.of(
                    Cell.of(each.id()),
                    Cell.of(each.platform().name())
                            .to(Query.NONE
                                    .with("platform", each.platform().name())
                                    .behind("/runs"))));
            row.addAll(ran(each.ran()));
            row.addAll(List.of(
                    each.baseline()
                            .map(b -> Cell.of(b.ref()).to("/kernels/" + b.id()))
                            .orElse(Cell.NONE),
                    Cell.of(each.platform().kind().label()),
                    Cell.of(each.platform().architecture().kernelName()),
                    Cell.of(each.platform().acceleration()),
                    Cell.of(each.platform().cpus()),
                    Cell.of(each.platform().memoryMib()),
                    Cell.of(each.platform().processor())));
            rows.add(row);
        }
        return new Table("Platforms, the newest first", PLATFORMS, rows);
    }

    static Table machines(List<OnMachine> machines) {
        List<List<Cell>> rows = new ArrayList<>();
        for (OnMachine each : machines) {
            List<Cell> row = new ArrayList<>(
                    List.of(Cell.of(each.machine()), Cell.of(each.platform() + " (No. " + each.platformId() + ")")));
            row.addAll(ran(each.ran()));
            rows.add(row);
        }
        return new Table("Machines, the last used first", MACHINES, rows);
    }

    private static List<Cell> ran(MachineQuery.Ran ran) {
        return List.of(
                ran.last()
                        .map(last -> Shown.time(last.started()).to("/runs/" + last.run()))
                        .orElse(Cell.NONE),
                ran.last().map(last -> Cell.of(last.state())).orElse(Cell.NONE),
                Cell.of(ran.runs()),
                Shown.marked(ran.kernelFaults(), "failed"),
                Shown.marked(ran.ourFaults(), "inconclusive"));
    }
}
