package aftercare.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outer gate: everything below {@code /api} needs a session or an API key ({@link Bearer}) except {@code /api/public}, signing in
 * and the product's description; every change within a session needs the CSRF token. Who may do what once inside is said by the annotations on each endpoint.
 */
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession(tableName = "platform.spring_session", maxInactiveIntervalInSeconds = 12 * 60 * 60)
class SecurityRules {

    /** Which websites may show this page inside theirs, it says itself. */
    private static final String SHOWN_BY_OTHERS = "/portal/chat";

    /**
     * Called from inside other websites and by other programs, where no cookie of ours goes: what they may do hangs on a token or a
     * signature in the request itself, so there is nothing that a strange page could make a browser do in somebody's name.
     */
    private static final String[] BY_TOKEN = {"/api/public/chats/**", "/api/public/chat-sites/**", "/api/public/channels/*/messages", "/api/public/calls/*"};

    /** A program has no cookies, so nobody can make it send them. */
    @Bean
    @Order(1)
    SecurityFilterChain programs(HttpSecurity http, SecurityContextRepository contexts) {
        return rules(http.securityMatcher(request -> Bearer.of(request) != null), contexts).csrf(csrf -> csrf.disable()).build();
    }

    @Bean
    SecurityFilterChain filters(HttpSecurity http, SecurityContextRepository contexts) {
        return rules(http, contexts).csrf(csrf -> csrf.spa().ignoringRequestMatchers(BY_TOKEN)).addFilterAfter(new CsrfCookie(), CsrfFilter.class).build();
    }

    private static HttpSecurity rules(HttpSecurity http, SecurityContextRepository contexts) {
        return http
                .authorizeHttpRequests(rules -> rules
                        .requestMatchers("/api/public/**", "/api/session", "/api/session/code/**", "/actuator/health/**").permitAll()
                        .requestMatchers("/api/**", "/actuator/**", "/v3/**").authenticated()
                        .anyRequest().permitAll())
                .securityContext(context -> context.securityContextRepository(contexts))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .headers(headers -> headers
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicyHeaderWriter.ReferrerPolicy.SAME_ORIGIN))
                        .frameOptions(frames -> frames.disable())
                        .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(new NegatedRequestMatcher(PathPatternRequestMatcher.pathPattern(SHOWN_BY_OTHERS)),
                                new XFrameOptionsHeaderWriter(XFrameOptionsHeaderWriter.XFrameOptionsMode.DENY)))
                        .contentSecurityPolicy(csp -> csp.policyDirectives(PagePolicy.shownIn(List.of()))));
    }

    @Bean
    @Primary
    FindByIndexNameSessionRepository<? extends Session> sessions(JdbcIndexedSessionRepository stored) {
        return new Sessions<>(stored);
    }

    /** A session is one row and rarely changes: no transaction of its own around each look. */
    @Bean(defaultCandidate = false)
    @Qualifier("springSessionTransactionOperations")
    TransactionOperations springSessionTransactionOperations() {
        return TransactionOperations.withoutTransaction();
    }

    @Bean
    PasswordEncoder passwords() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    /** Sends the CSRF cookie with the first read, so that the first write of a fresh page already has it. */
    static class CsrfCookie extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
                token.getToken();
            }
            chain.doFilter(request, response);
        }

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            return !request.getMethod().equals("GET") || !request.getRequestURI().startsWith("/api/");
        }
    }
}
