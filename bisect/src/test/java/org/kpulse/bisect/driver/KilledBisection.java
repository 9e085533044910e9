package org.kpulse.bisect.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.bisect.store.CheckStore;
import org.kpulse.bisect.store.Weighing;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.DatabaseSettings;

/** A process that carries a bisection out with boots of some milliseconds, to be killed; what it booted stands in a file. */
final class KilledBisection {

    private KilledBisection() {}

    /** Arguments: state directory, id, file of boots, and the revisions from which on the level is 2. */
    public static void main(String[] arguments) {
        long id = Long.parseLong(arguments[1]);
        Map<String, Double> levels = new HashMap<>();
        for (String revision : arguments[3].split(",", -1)) {
            levels.put(revision, 2.0);
        }
        try (Database database = Database.open(
                DatabaseSettings.embedded(), new StateDirectory(Path.of(arguments[0])), Progress.silent())) {
            FakeLab fake = new FakeLab(database, levels, 0.2);
            ProbeLab lab = new Recording(fake, Path.of(arguments[2]));
            Driver driver = new Driver(
                    new BisectionStore(database),
                    new Driver.Means(b -> lab, (b, c, ends) -> new Weighing(List.of(), "All weigh the same.")),
                    new CulpritChecks(new CheckStore(database), b -> lab, b -> fake),
                    Progress.silent());
            System.out.println("begun");
            boolean more = true;
            while (more) {
                more = driver.advance(id);
            }
        }
    }

    /** Finds a boot of a job that was made, as the table of runs does. */
    private record Recording(FakeLab fake, Path file) implements ProbeLab {

        @Override
        public Build build(String revision, int layout) {
            return fake.build(revision, layout);
        }

        @Override
        public long job(long kernelId, String platform, int boots) {
            return fake.job(kernelId, platform, boots);
        }

        @Override
        public boolean isOver() {
            return fake.isOver();
        }

        @Override
        public Boot boot(Built kernel, String platform, long job, int boot) {
            try {
                String key = job + "/" + boot + " ";
                for (String line : Files.readAllLines(file)) {
                    if (line.startsWith(key)) {
                        return new Sample(Double.parseDouble(line.substring(line.lastIndexOf(' '))), 1);
                    }
                }
                Sample made = (Sample) fake.boot(kernel, platform, job, boot);
                Thread.sleep(5);
                Files.writeString(
                        file, key + kernel.code() + "/" + boot + " " + made.value() + "\n", StandardOpenOption.APPEND);
                return made;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
