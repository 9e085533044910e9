package org.kpulse.webapp.machines;

import java.util.ArrayList;
import java.util.List;
import org.kpulse.harness.store.WorkerStore;
import org.kpulse.webapp.machines.MachineQuery.OnMachine;
import org.kpulse.webapp.machines.MachineQuery.OnPlatform;
import org.kpulse.webapp.machines.WorkerQuery.Working;
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

    private static final List<Column> WORKERS = List.of(
            Column.text("host", "Host"),
            Column.text("worker", "Worker"),
            Column.text("platforms", "Platforms"),
            Column.text("state", "State")
                    .explained("dead: it has said nothing for a minute and did not stop in order."),
            Column.number("request", "Request"),
            Column.text("job", "Works on"),
            Column.text("on", "On").explained("The platform of what it works on."),
            Column.text("since", "Since").explained("Since when it works on that; else since when it is in its state."),
            Column.text("seen_at", "Heartbeat").explained("When it last said that it is there."),
            Column.text("detail", "Why, and until when"));

    private MachineTables() {}

    static Table workers(List<Working> workers) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Working each : workers) {
            rows.add(List.of(
                    Cell.of(each.host()),
                    Cell.of(each.worker()),
                    Cell.of(each.platforms()),
                    state(each),
                    each.job().map(job -> Cell.of(job.request()).to("/queue")).orElse(Cell.NONE),
                    each.job().map(MachineTables::runs).orElse(Cell.NONE),
                    each.job().map(job -> Cell.of(job.platform())).orElse(Cell.NONE),
                    Shown.time(each.job().map(WorkerQuery.Job::since).orElse(each.since())),
                    Shown.time(each.seen()),
                    Cell.of(each.detail()).marked("long")));
        }
        return new Table("What works on the machines now", WORKERS, rows);
    }

    private static Cell state(Working worker) {
        if (worker.silent()) {
            return Cell.of("dead").marked("failed");
        }
        if (worker.state() == WorkerStore.State.QUARANTINED) {
            return Cell.of("quarantined").marked("inconclusive");
        }
        return Cell.of(worker.job().isPresent() ? "busy" : "free");
    }

    private static Cell runs(WorkerQuery.Job job) {
        return Cell.of(job.candidate())
                .to(Query.NONE
                        .with("kernel", job.candidate())
                        .with("platform", job.platform())
                        .behind("/runs"));
    }

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
