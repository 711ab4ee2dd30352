package aftercare.identity;

import static java.time.ZoneOffset.UTC;

import aftercare.platform.Label;
import aftercare.platform.ListFile;
import aftercare.platform.ListFile.Part;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Users, and who signed in when, as files. */
@RestController
class UserListFile {

    private static final ListFile<UserQueries.UserView> USERS = ListFile.<UserQueries.UserView>of("用户", "使用者", "Users")
            .column("账号", "帳號", "Login", UserQueries.UserView::login)
            .column("姓名", "姓名", "Name", UserQueries.UserView::name)
            .column("电话", "電話", "Phone", UserQueries.UserView::phone)
            .column("邮箱", "電子信箱", "Email", UserQueries.UserView::email)
            .column("角色", "角色", "Roles", user -> user.roles().stream().map(role -> role.branchName() == null ? role.role().name() : role.role() + " · " + role.branchName())
                    .collect(Collectors.joining("; ")))
            .column("服务商", "服務商", "Partner", UserQueries.UserView::partnerName)
            .column("有效", "有效", "Active", UserQueries.UserView::active)
            .column("最近登录", "最近登入", "Last sign-in", UserQueries.UserView::lastSignIn);

    private static final ListFile<UserQueries.SignInView> SIGN_INS = ListFile.<UserQueries.SignInView>of("登录记录", "登入記錄", "Sign-ins")
            .column("时间", "時間", "At", UserQueries.SignInView::at)
            .column("账号", "帳號", "Login", UserQueries.SignInView::login)
            .column("姓名", "姓名", "Name", UserQueries.SignInView::userName)
            .column("地址", "位址", "Address", UserQueries.SignInView::address)
            .column("结果", "結果", "Outcome", row -> word(row.outcome()));

    private final UserQueries queries;

    UserListFile(UserQueries queries) {
        this.queries = queries;
    }

    @Requires(value = Permission.IDENTITY_EDIT_USERS, everywhere = true)
    @GetMapping("/api/users/export")
    void users(@RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable Role role,
               @RequestParam(required = false) @Nullable Boolean active, @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        USERS.<String>send(response, ask, after -> {
            var page = queries.users(words, role, active, after);
            return new Part<>(page.rows(), page.next());
        });
    }

    @Requires(value = Permission.IDENTITY_READ_SIGN_INS, everywhere = true)
    @GetMapping("/api/sign-ins/export")
    void signIns(@RequestParam(required = false) @Nullable String login, @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        SIGN_INS.<UserQueries.SignInView>send(response, ask, after -> {
            var page = queries.signIns(login, after == null ? null : after.at().atOffset(UTC), after == null ? null : after.id());
            return new Part<>(page.rows(), page.next());
        });
    }

    private static Label word(SignInOutcome outcome) {
        return switch (outcome) {
            case SIGNED_IN -> new Label("登录成功", "登入成功", "Signed in");
            case WRONG -> new Label("账号或密码错误", "帳號或密碼錯誤", "Wrong login or password");
            case SLOWED -> new Label("尝试过多", "嘗試過多", "Too many attempts");
            case INACTIVE -> new Label("账号已停用", "帳號已停用", "Account inactive");
            case SIGNED_OUT -> new Label("退出登录", "登出", "Signed out");
            case PASSWORD_CHANGED -> new Label("修改密码", "修改密碼", "Password changed");
            case PASSWORD_RESET -> new Label("密码被重置", "密碼被重設", "Password reset");
        };
    }
}
