package org.kpulse.webapp.live;

import org.kpulse.harness.store.Database;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** How far things are: a word for each topic that is another one after each change. A query of some milliseconds. */
@Component
public class Pulse {

    /** For readers without scripts. */
    private static final int REFRESH_SECONDS = 10;

    private final Database database;

    Pulse(Database database) {
        this.database = database;
    }

    /** Makes a page one that renews itself; to be called before what it shows is read, so that no change is missed. */
    public void follow(Topic topic, Model model) {
        model.addAttribute("live", topic.toString());
        model.addAttribute("seen", of(topic));
        model.addAttribute("refresh", REFRESH_SECONDS);
    }

    /** The word for how it is now; "" for a thing that is not there. */
    public String of(Topic topic) {
        return switch (topic.kind()) {
            case LAB -> lab();
            case BISECTION -> bisection(topic.id());
        };
    }

    private String lab() {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT concat_ws('-', (SELECT max(id) FROM run), (SELECT max(id) FROM comparison),
                            (SELECT sum(version) FROM regression), (SELECT max(id) FROM experiment),
                            (SELECT count(*) FROM experiment WHERE state = 'RUNNING'),
                            (SELECT count(*) FROM job WHERE state = 'RUNNING' AND finished_at IS NULL),
                            (SELECT count(*) FROM bisection WHERE state = 'RUNNING'), (SELECT max(id) FROM probe),
                            (SELECT count(*) FROM probe WHERE state = 'OPEN'))""").query(String.class).single());
    }

    private String bisection(long id) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT concat_ws('-', s.state, (SELECT max(position) FROM bisection_decision WHERE bisection_id = s.id),
                            (SELECT max(id) FROM probe WHERE bisection_id = s.id),
                            (SELECT count(*) FROM probe WHERE bisection_id = s.id AND state = 'OPEN'),
                            (SELECT count(*) FROM bisection_check WHERE bisection_id = s.id),
                            (SELECT count(*) FROM bisection_check WHERE bisection_id = s.id AND ended_at IS NOT NULL))
                        FROM bisection s WHERE s.id = ?""").param(id).query(String.class).optional())
                .orElse("");
    }
}
