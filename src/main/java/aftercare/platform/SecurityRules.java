package aftercare.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outer gate: everything below {@code /api} needs a session except {@code /api/public}, signing in and the product's
 * description; every change needs the CSRF token. Who may do what once inside is said by the annotations on each endpoint.
 */
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession(tableName = "platform.spring_session", maxInactiveIntervalInSeconds = 12 * 60 * 60)
class SecurityRules {

    @Bean
    SecurityFilterChain filters(HttpSecurity http, SecurityContextRepository contexts) {
        return http
                .authorizeHttpRequests(rules -> rules
                        .requestMatchers("/api/public/**", "/api/session", "/actuator/health/**").permitAll()
                        .requestMatchers("/api/**", "/actuator/**", "/v3/**").authenticated()
                        .anyRequest().permitAll())
                .csrf(csrf -> csrf.spa())
                .addFilterAfter(new CsrfCookie(), CsrfFilter.class)
                .securityContext(context -> context.securityContextRepository(contexts))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .headers(headers -> headers
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicyHeaderWriter.ReferrerPolicy.SAME_ORIGIN))
                        .contentSecurityPolicy(csp -> csp.policyDirectives("default-src 'self'; img-src 'self' data: blob:; "
                                + "style-src 'self' 'unsafe-inline'; font-src 'self' data:; connect-src 'self'; "
                                + "worker-src 'self' blob:; frame-ancestors 'self'; base-uri 'self'; form-action 'self'")))
                .build();
    }

    @Bean
    SecurityContextRepository securityContexts() {
        return new HttpSessionSecurityContextRepository();
    }

    /**
     * When a session was last used is known to the minute. Written with every request it would be a commit of its own on
     * every request, reading ones included.
     */
    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sessions() {
        return sessions -> sessions.setUpdateSessionQuery("""
                update platform.spring_session s
                   set session_id = n.session_id, last_access_time = n.at, max_inactive_interval = n.longest, expiry_time = n.expires,
                       principal_name = n.principal
                  from (values (cast(? as char(36)), cast(? as bigint), cast(? as integer), cast(? as bigint), cast(? as varchar), cast(? as char(36))))
                       as n (session_id, at, longest, expires, principal, id)
                 where s.primary_id = n.id
                   and (s.last_access_time < n.at - 60000 or s.session_id <> n.session_id or s.max_inactive_interval <> n.longest
                        or s.principal_name is distinct from n.principal)
                """);
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
