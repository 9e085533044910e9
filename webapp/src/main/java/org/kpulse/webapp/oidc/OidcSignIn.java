package org.kpulse.webapp.oidc;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.kpulse.webapp.people.Audit;
import org.kpulse.webapp.people.OtherSignIn;
import org.kpulse.webapp.people.PeopleActs;
import org.kpulse.webapp.people.SignInLimit;
import org.kpulse.webapp.server.Parts;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * Sign-in through an OpenID provider: authorization code with state, nonce and PKCE. An ID token counts if it is signed by a key of the provider, by an algorithm with public keys, and is
 * for us, of this issuer, of now and of this sign-in.
 */
@Component
class OidcSignIn implements OtherSignIn, JwtDecoderFactory<ClientRegistration> {

    private static final List<SignatureAlgorithm> ALGORITHMS =
            List.of(SignatureAlgorithm.RS256, SignatureAlgorithm.PS256, SignatureAlgorithm.ES256);

    private final OidcSettings settings;
    private final Provider provider;
    private final PeopleActs acts;
    private final Audit audit;
    private final SignInLimit limit;
    private final SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();

    OidcSignIn(Parts parts, PeopleActs acts, Audit audit, SignInLimit limit, Clock clock) {
        this.settings = OidcSettings.of(parts.lab().config(), parts.lab().environment());
        this.provider = new Provider(settings, clock);
        this.acts = acts;
        this.audit = audit;
        this.limit = limit;
        requests.setConnectTimeout(Provider.WAIT);
        requests.setReadTimeout(Provider.WAIT);
    }

    @Override
    public Optional<String> label() {
        return settings.isConfigured() ? Optional.of(settings.host()) : Optional.empty();
    }

    @Override
    public String sentence(String word) {
        return Refusal.of(word).sentence();
    }

    @Override
    public void add(HttpSecurity http, AuthenticationSuccessHandler in) {
        if (!settings.isConfigured()) {
            return;
        }
        OidcSteps steps = new OidcSteps(audit, limit);
        DefaultOAuth2AuthorizationRequestResolver resolver = new DefaultOAuth2AuthorizationRequestResolver(
                provider, OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI);
        resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        http.oauth2Login(login -> login.loginPage("/login")
                        .clientRegistrationRepository(provider)
                        .authorizedClientRepository(new NoTokens())
                        .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(resolver))
                        .tokenEndpoint(endpoint -> endpoint.accessTokenResponseClient(tokens()))
                        .userInfoEndpoint(endpoint -> endpoint.oidcUserService(new OidcPeople(settings, acts)))
                        .successHandler(in)
                        .failureHandler(steps))
                .addFilterBefore(new ProviderFilter(provider, limit), OAuth2AuthorizationRequestRedirectFilter.class);
    }

    private RestClientAuthorizationCodeTokenResponseClient tokens() {
        RestClientAuthorizationCodeTokenResponseClient tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(requests)
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return tokens;
    }

    /** For one sign-in: keys are asked for each time, so that one which the provider took back counts no more. */
    @Override
    public NimbusJwtDecoder createDecoder(ClientRegistration registration) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                        String.valueOf(registration.getProviderDetails().getJwkSetUri()))
                .jwsAlgorithms(algorithms -> algorithms.addAll(ALGORITHMS))
                .restOperations(new RestTemplate(requests))
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                List.of(new JwtTimestampValidator(), new OidcIdTokenValidator(registration))));
        decoder.setClaimSetConverter(
                new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
        return decoder;
    }
}
