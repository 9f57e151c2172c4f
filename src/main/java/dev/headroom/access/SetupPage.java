package dev.headroom.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where the one-time link in the log leads: the form that makes the first administrator. */
@Controller
class SetupPage {

    private static final String GONE =
            "This link has expired or was used. Restart Headroom to get a new one in its log, unless somebody can log in already.";

    private final SetupLinks links;
    private final LoginLimit limit;

    SetupPage(SetupLinks links, LoginLimit limit) {
        this.links = links;
        this.limit = limit;
    }

    @GetMapping("/setup")
    String form(@RequestParam(defaultValue = "") String token, HttpServletResponse response, Model model) {
        if (!links.isValid(token)) {
            return gone(response, model);
        }
        return filled(model, token, "", null);
    }

    @PostMapping("/setup")
    String create(
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws ServletException {
        try {
            var user = links.use(token, email, password);
            if (user.isEmpty()) {
                return gone(response, model);
            }
            limit.succeeded(request);
            request.getSession();
            request.changeSessionId();
            request.login(user.get().email(), password);
            return "redirect:/";
        } catch (RefusedChange refused) {
            limit.succeeded(request);
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return filled(model, token, email, refused.getMessage());
        }
    }

    private static String gone(HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.FORBIDDEN.value());
        return filled(model, "", "", GONE);
    }

    private static String filled(Model model, String token, String email, @Nullable String error) {
        model.addAttribute("token", token);
        model.addAttribute("email", email);
        model.addAttribute("error", error);
        return "setup";
    }
}
