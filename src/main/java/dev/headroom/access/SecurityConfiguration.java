package dev.headroom.access;

import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Which requests get in: programs by token, people by session, and nothing else but the log-in page, health and static files. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final int BCRYPT_STRENGTH = 12;
    private static final String SIGNED_LINKS = "/unsubscribe/*";
    private static final String[] STATIC_FILES = {
        "/css/**", "/js/**", "/img/**", "/fonts/**", "/webjars/**", "/favicon.ico", "/favicon.svg", "/robots.txt"
    };

    @Bean
    @Order(1)
    SecurityFilterChain programs(
            HttpSecurity http, Tokens tokens, UserAccounts accounts, AccessProperties properties, Clock clock) {
        var door = new ApiDoor();
        return http.securityMatcher("/api/**", "/actuator/**")
                .securityContext(context -> context.securityContextRepository(new ReadingSession()))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable) // a session only ever reads here
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .addFilterAfter(
                        new SessionEnd(accounts, properties.session().absolute(), clock),
                        SecurityContextHolderFilter.class)
                .addFilterBefore(new BearerTokens(tokens), ExceptionTranslationFilter.class)
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(door).accessDeniedHandler(door))
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers(HttpMethod.GET, "/actuator/health", "/actuator/health/**")
                                .permitAll()
                                .requestMatchers(HttpMethod.GET, "/actuator/prometheus")
                                .hasAuthority(Scope.READ.authority())
                                .requestMatchers("/actuator/**")
                                .denyAll()
                                .anyRequest()
                                .authenticated())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(
            HttpSecurity http,
            UserAccounts accounts,
            AccessProperties properties,
            AuthenticationManager authentication,
            LoginLimit limit,
            LoginJournal journal,
            Clock clock) {
        return http.authenticationManager(authentication)
                .headers(AbstractHttpConfigurer::disable)
                .csrf(csrf -> csrf.ignoringRequestMatchers(SIGNED_LINKS))
                .requestCache(cache -> cache.requestCache(pagesOnly()))
                .addFilterAfter(
                        new SessionEnd(accounts, properties.session().absolute(), clock),
                        SecurityContextHolderFilter.class)
                .addFilterAfter(limit, CsrfFilter.class)
                .formLogin(login -> login.loginPage("/login")
                        .successHandler(
                                new AfterLogin(pagesOnly(), properties.session().idle(), limit, journal))
                        .failureHandler((request, response, failure) -> {
                            journal.failed(request);
                            new SimpleUrlAuthenticationFailureHandler("/login?error")
                                    .onAuthenticationFailure(request, response, failure);
                        }))
                .logout(logout -> logout.logoutRequestMatcher(
                                PathPatternRequestMatcher.pathPattern(HttpMethod.POST, "/logout"))
                        .addLogoutHandler((request, response, ending) -> {
                            if (ending != null && ending.getPrincipal() instanceof LoggedInUser user) {
                                journal.loggedOut(user, request);
                            }
                        })
                        .logoutSuccessUrl("/login?logout"))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.FORWARD, DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/login", "/setup", "/error")
                        .permitAll()
                        // whoever holds the signed link of a mail may end the mails, and mail programs bring no cookie
                        .requestMatchers(SIGNED_LINKS)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, STATIC_FILES)
                        .permitAll()
                        .requestMatchers(HttpMethod.HEAD, STATIC_FILES)
                        .permitAll()
                        .requestMatchers("/administration/**", "/admin/**")
                        .hasAuthority(Role.ADMINISTRATOR.authority())
                        .anyRequest()
                        .authenticated())
                .build();
    }

    /** Stands before everything, so that an error has the headers too. */
    @Bean
    FilterRegistrationBean<HeaderWriterFilter> securityHeaders() {
        var writers = new ArrayList<HeaderWriter>();
        writers.add(new HstsHeaderWriter()); // a year, with subdomains, on https only
        SecureHeaders.all().forEach((name, value) -> writers.add(new StaticHeadersWriter(name, value)));
        var headers = new HeaderWriterFilter(writers);
        headers.setShouldWriteHeadersEagerly(true);
        var registration = new FilterRegistrationBean<>(headers);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
        return registration;
    }

    /** An encoded slash is the firewall's to refuse, which leaves the answer to the application. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> earlyErrors() {
        return server -> {
            server.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new EarlyErrors()));
            server.addConnectorCustomizers(
                    connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
        };
    }

    @Bean
    WebMvcConfigurer rolesOfForms() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new ErrorsOnly()).addPathPatterns("/error");
                registry.addInterceptor(new RoleCheck())
                        .excludePathPatterns("/api/**", "/login", "/setup", "/error", SIGNED_LINKS);
            }
        };
    }

    @Bean
    LoginLimit loginLimit() {
        return new LoginLimit();
    }

    /** It belongs into the chain alone. */
    @Bean
    FilterRegistrationBean<LoginLimit> loginLimitRegistration(LoginLimit limit) {
        var registration = new FilterRegistrationBean<>(limit);
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(BCRYPT_STRENGTH)));
    }

    @Bean
    AuthenticationManager authenticationManager(UserDetailsService users, PasswordEncoder passwords) {
        var provider = new DaoAuthenticationProvider(users);
        provider.setPasswordEncoder(passwords);
        provider.setPreAuthenticationChecks(user -> {});
        provider.setPostAuthenticationChecks(
                user -> { // after the password, so that time tells nothing
                    if (!user.isEnabled()) {
                        throw new DisabledException("disabled");
                    }
                });
        return new ProviderManager(provider);
    }

    @Bean
    UserDetailsService userDetails(UserAccounts accounts, Clock clock) {
        return name -> accounts.findByEmail(name.strip().toLowerCase(Locale.ROOT))
                .map(account -> new LoggedInUser(account, clock.instant()))
                .orElseThrow(() -> new UsernameNotFoundException("unknown"));
    }

    /** Remembers where a reader wanted to go, but neither files nor errors. */
    @SuppressWarnings("NullAway") // null: no parameter
    private static HttpSessionRequestCache pagesOnly() {
        var cache = new HttpSessionRequestCache();
        cache.setMatchingRequestParameterName(null);
        cache.setRequestMatcher(new AndRequestMatcher(
                PathPatternRequestMatcher.pathPattern(HttpMethod.GET, "/**"),
                request -> !request.getServletPath().equals("/error")
                        && !request.getServletPath().startsWith("/favicon"),
                request -> String.valueOf(request.getHeader("Accept")).contains("text/html")));
        return cache;
    }
}
