package org.kpulse.harness.store;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** What the finished runs of two sides were made with. */
public final class ProvenanceQuery {

    private static final String SELECT = """
            SELECT DISTINCT r.guest_image_sha256, r.bundle_sha256, r.machine_version, r.host_processor,
            """;

    /** Boots that only run tests have a bundle of their own; what they run is compared test by test. */
    private static final String MEASURED =
            " AND r.state = 'FINISHED' AND EXISTS (SELECT 1 FROM run_metric m WHERE m.run_id = r.id) ORDER BY 1, 2, 3, 4";

    private final Database database;

    public ProvenanceQuery(Database database) {
        this.database = database;
    }

    /**
     * What a run was made with besides its kernel; see {@link org.kpulse.harness.run.Provenance} for the fields.
     *
     * @param guestImageSha256 64 hexadecimal digits
     * @param bundleSha256 likewise
     */
    public record Origin(String guestImageSha256, String bundleSha256, String machineVersion, String hostProcessor) {}

    private record Sided(Role role, Origin origin) {}

    /** The distinct origins of the boots that measured, of each side of an experiment on one platform. */
    public Map<Role, List<Origin>> ofExperiment(long experimentId, long platformId) {
        return database.read(jdbc -> bySide(jdbc.sql(SELECT + """
                         j.role FROM run r JOIN job j ON j.id = r.job_id
                        WHERE j.experiment_id = ? AND j.platform_id = ?""" + MEASURED).params(experimentId, platformId)));
    }

    /** The same of two kernels over all their finished runs on one platform. */
    public Map<Role, List<Origin>> ofKernels(long platformId, long baseKernelId, long candidateKernelId) {
        return database.read(jdbc -> bySide(
                jdbc.sql(SELECT + """
                         CASE WHEN j.kernel_id = ? THEN 'base' ELSE 'candidate' END AS role
                        FROM run r JOIN job j ON j.id = r.job_id
                        WHERE j.kernel_id IN (?, ?) AND j.platform_id = ?""" + MEASURED).params(baseKernelId, baseKernelId, candidateKernelId, platformId)));
    }

    private static Map<Role, List<Origin>> bySide(StatementSpec statement) {
        List<Sided> all = statement
                .query((row, number) -> new Sided(
                        Role.of(row.getString("role")),
                        new Origin(
                                row.getString("guest_image_sha256"),
                                row.getString("bundle_sha256"),
                                row.getString("machine_version"),
                                row.getString("host_processor"))))
                .list();
        Map<Role, List<Origin>> sides = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            sides.put(
                    role,
                    all.stream()
                            .filter(s -> s.role() == role)
                            .map(Sided::origin)
                            .toList());
        }
        return sides;
    }
}
