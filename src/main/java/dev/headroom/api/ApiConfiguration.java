package dev.headroom.api;

import dev.headroom.units.Resource;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import tools.jackson.core.StreamReadFeature;

@Configuration(proxyBeanMethods = false)
class ApiConfiguration implements WebMvcConfigurer {

    private static final String API = "/api/v1/*";

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        negotiation
                .favorParameter(true)
                .parameterName("format")
                .useRegisteredExtensionsOnly(true)
                .mediaTypes(Map.of(
                        "json", MediaType.APPLICATION_JSON,
                        "csv", TableConverter.CSV,
                        "xlsx", TableConverter.XLSX,
                        "html", MediaType.TEXT_HTML,
                        "text", MediaType.TEXT_PLAIN,
                        "pdf", MediaType.APPLICATION_PDF));
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.addCustomConverter(new TableConverter());
    }

    @Override
    public void addFormatters(FormatterRegistry formatters) {
        formatters.addConverter(String.class, Resource.class, Resource::new);
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new RouteRules()).addPathPatterns("/api/**");
    }

    /** A field that comes twice would have its first value ignored. */
    @Bean
    JsonMapperBuilderCustomizer eachFieldOnce() {
        return json -> json.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    }

    @Bean
    FilterRegistrationBean<ErrorAnswers> errorAnswers() {
        var registration = new FilterRegistrationBean<>(new ErrorAnswers());
        registration.setDispatcherTypes(jakarta.servlet.DispatcherType.ERROR);
        registration.addUrlPatterns("/error");
        return registration;
    }

    @Bean
    FilterRegistrationBean<RequestLimit> requestLimit(ApiProperties properties) {
        var registration = new FilterRegistrationBean<>(new RequestLimit(properties.requestsPerMinute()));
        registration.addUrlPatterns(API);
        registration.setOrder(1);
        return registration;
    }

    @Bean
    FilterRegistrationBean<IdempotentWrites> idempotentWrites(
            StoredAnswers answers,
            PlatformTransactionManager transactions,
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> routes) {
        var registration = new FilterRegistrationBean<>(new IdempotentWrites(
                answers, new TransactionTemplate(transactions), request -> reachesBeyond(routes.getObject(), request)));
        registration.addUrlPatterns(API);
        registration.setOrder(3);
        return registration;
    }

    private static boolean reachesBeyond(RequestMappingHandlerMapping routes, HttpServletRequest request) {
        try {
            ServletRequestPathUtils.parseAndCache(request);
            var found = routes.getHandler(request);
            return found != null
                    && found.getHandler() instanceof HandlerMethod route
                    && route.hasMethodAnnotation(OutsideTransaction.class);
        } catch (Exception noRoute) { // the dispatcher will say so
            return false;
        }
    }

    @Bean
    FilterRegistrationBean<Etags> etags() {
        var registration = new FilterRegistrationBean<>(new Etags());
        registration.addUrlPatterns(API);
        registration.setOrder(2);
        return registration;
    }
}
