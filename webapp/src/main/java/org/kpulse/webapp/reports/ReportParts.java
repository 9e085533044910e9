package org.kpulse.webapp.reports;

import org.kpulse.harness.config.Config;
import org.kpulse.webapp.mail.MailSettings;
import org.kpulse.webapp.mail.Mailer;
import org.kpulse.webapp.server.Parts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What pages and API make and send reports with, by the configuration. */
@Configuration(proxyBeanMethods = false)
class ReportParts {

    @Bean
    ReportSettings reportSettings(Parts parts) {
        return ReportSettings.of(parts.lab().config());
    }

    @Bean
    Mailer mailer(Parts parts) {
        Config config = parts.lab().config();
        return new Mailer(
                MailSettings.of(config, parts.lab().environment()), parts.lab().clock());
    }
}
